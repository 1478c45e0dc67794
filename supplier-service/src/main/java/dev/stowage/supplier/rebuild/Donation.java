package dev.stowage.supplier.rebuild;

import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordProver;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.token.ServiceTokens;
import java.time.Duration;

/// What a supplier gives to work for others: its rebuilds and audits take from it together.
public final class Donation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RebuildClients clients;
    private final ServiceTokens tokens;
    private final ByteBudget memory;
    private final ReadRate rate;
    private final ProvenSignatures signatures;

    Donation(
            RebuildClients clients,
            ServiceTokens tokens,
            ByteBudget memory,
            ReadRate rate,
            ProvenSignatures signatures) {
        this.clients = clients;
        this.tokens = tokens;
        this.memory = memory;
        this.rate = rate;
        this.signatures = signatures;
    }

    /// Calls to other suppliers.
    ///
    /// @param order as placement signed it
    public OrderedCalls calls(String order) {
        return new OrderedCalls(clients, tokens, order);
    }

    /// What proves the records of one owner, for one thread.
    public RecordProver prover(VerifyingKey owner) {
        return new RecordProver(owner, signatures);
    }

    /// Waits until so many bytes may be fetched, and fit.
    ///
    /// @return to be closed when they are needed no more
    /// @throws dev.stowage.protocol.fault.Fault `busy` if no memory came free within a minute
    public ByteBudget.Part room(long bytes) throws InterruptedException {
        ByteBudget.Part part = memory.take(bytes, Deadline.after(PATIENCE));
        try {
            rate.await(bytes);
            return part;
        } catch (InterruptedException | RuntimeException calledOff) {
            part.close();
            throw calledOff;
        }
    }

    /// The `Authorization` by which this supplier calls a service.
    public String bearer(String audience) {
        return "Bearer " + tokens.tokenFor(audience);
    }
}
