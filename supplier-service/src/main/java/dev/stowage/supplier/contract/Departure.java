package dev.stowage.supplier.contract;

import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import dev.stowage.supplier.store.ServiceTime;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The supplier's leaving: one fact by which all contracts of a volume end that do not end sooner.
/// What was agreed with each customer stays as it is, so that taking it back changes nothing.
public final class Departure {

    private final Facts facts;
    private final ServiceTime time;
    private final Clock clock;
    private volatile @Nullable Instant end;

    Departure(Facts facts, ServiceTime time, Clock clock) {
        this.facts = facts;
        this.time = time;
        this.clock = clock;
        this.end =
                facts.readAll(FactKind.DEPARTURE).stream()
                        .findFirst()
                        .map(fact -> endOf(fact.content()))
                        .orElse(null);
    }

    private static @Nullable Instant endOf(ByteString content) {
        long millis = ByteBuffer.wrap(content.toArray()).getLong();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /// All contracts end so long from now at the latest.
    public void leaveIn(Duration notice) {
        keep(time.instant().plus(notice));
    }

    /// They do not.
    public void takeBack() {
        if (end != null) {
            keep(null);
        }
    }

    private synchronized void keep(@Nullable Instant chosen) {
        long millis = chosen == null ? 0 : chosen.toEpochMilli();
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES).putLong(millis);
        facts.keep(new Fact(FactKind.DEPARTURE, Fact.NO_ACCOUNT, ByteString.of(content.array())));
        end = chosen;
    }

    /// When, by the machine's clock; absent if the supplier stays.
    public @Nullable Instant endsAt() {
        Instant chosen = end;
        return chosen == null ? null : time.on(clock, chosen);
    }

    /// Whether so much time has passed since the end.
    public boolean isOverFor(Duration grace) {
        Instant chosen = end;
        return chosen != null && !time.instant().isBefore(chosen.plus(grace));
    }

    /// A contract as it stands in view of it.
    Contract applied(Contract contract) {
        Instant chosen = end;
        Instant own = contract.endsAt();
        return chosen == null || (own != null && !own.isAfter(chosen))
                ? contract
                : contract.endingAt(chosen);
    }

    /// @throws Fault `contract-refused` if the supplier leaves
    void requireStays() {
        Instant leaving = endsAt();
        if (leaving != null) {
            throw new Fault(
                            FaultCode.CONTRACT_REFUSED,
                            "this supplier leaves at %s and grants nothing more".formatted(leaving))
                    .with("leavesAt", leaving.toString());
        }
    }
}
