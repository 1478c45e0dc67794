package dev.stowage.transfer.gather;

import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.ByteBudget;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.AccountAccess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.nio.ByteBuffer;
import java.util.List;

/// Gathers blocks from their carriers.
public final class Gather {

    private static final int MOST_SIGNATURES = 4096;

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final ByteBudget budget;
    private final TracedThreads threads;
    private final GatherSettings settings;
    private final Findings findings;
    private final MeterRegistry meters;
    private final ObservationRegistry observations;
    private final ProvenSignatures signatures = new ProvenSignatures(MOST_SIGNATURES);

    public Gather(
            Carriers carriers,
            SupplierClients suppliers,
            ByteBudget budget,
            TracedThreads threads,
            GatherSettings settings,
            Findings findings,
            MeterRegistry meters,
            ObservationRegistry observations) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.budget = budget;
        this.threads = threads;
        this.settings = settings;
        this.findings = findings;
        this.meters = meters;
        this.observations = observations;
    }

    /// The content of a block: right, or a fault.
    ///
    /// @param owner the account's signing key
    /// @return a fresh heap buffer, from position 0 to the block's length
    /// @throws Fault `too-few-fragments` with what every carrier answered, `placement-away` if
    ///   nobody knows who serves the carriers, `busy` if too much is being gathered, `timed-out` if
    ///   the calling thread is interrupted, which stays interrupted
    public ByteBuffer gather(
            BlockReference reference, Layout layout, VerifyingKey owner, AccountAccess access) {
        return gather(List.of(new WantedBlock(reference, layout)), owner, access)
                .getFirst()
                .content();
    }

    /// The wanted bytes of several blocks of one account, in order; one request to each supplier
    /// where all goes well.
    ///
    /// @param wanted at least one; their fragments should fit into memory together
    /// @return them with fresh heap buffers, each with exactly the wanted bytes remaining
    /// @throws Fault as above, if one of them cannot be had
    public List<GatheredBlock> gather(
            List<WantedBlock> wanted, VerifyingKey owner, AccountAccess access) {
        Observation observation = Observation.start("stowage.gather", observations);
        try (Observation.Scope _ = observation.openScope()) {
            List<BlockAssembly> blocks = gatherNow(wanted, owner, access);
            boolean whole = blocks.stream().noneMatch(BlockAssembly::isReconstructed);
            observation.lowCardinalityKeyValue("outcome", whole ? "read" : "reconstructed");
            return blocks.stream().map(BlockAssembly::gathered).toList();
        } catch (Fault fault) {
            observation.lowCardinalityKeyValue("outcome", fault.code().wireName());
            observation.error(fault);
            throw fault;
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
            observation.lowCardinalityKeyValue("outcome", "called-off");
            throw new Fault(FaultCode.TIMED_OUT, "the gather was called off", calledOff);
        } finally {
            observation.stop();
        }
    }

    private List<BlockAssembly> gatherNow(
            List<WantedBlock> wanted, VerifyingKey owner, AccountAccess access)
            throws InterruptedException {
        long bytes = wanted.stream().mapToLong(Gather::footprint).sum();
        Holders memory = new Holders(budget.take(bytes, Deadline.after(settings.deadline())));
        try {
            List<BlockAssembly> blocks = wanted.stream().map(BlockAssembly::new).toList();
            new GatherRun(
                            blocks,
                            new Reading(suppliers, access, owner, signatures),
                            new AccountCarriers(carriers, access.overrides()),
                            suppliers,
                            threads,
                            settings,
                            memory,
                            new FindingLog(findings, meters))
                    .gather();
            return blocks;
        } finally {
            memory.oneLess();
        }
    }

    /// A block takes its own length, and that once more for what is on the way.
    private static long footprint(WantedBlock wanted) {
        Layout layout = wanted.layout();
        return 2L * layout.dataFragments() * layout.fragmentLength(wanted.blockLength());
    }
}
