package dev.stowage.supplier.audit;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditReport.Outcome;
import dev.stowage.protocol.placement.AuditTask.Task;
import dev.stowage.protocol.placement.AuditTask.Witness;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.rebuild.Donation;
import dev.stowage.supplier.rebuild.Holder;
import dev.stowage.supplier.rebuild.OrderedCalls;
import dev.stowage.transfer.flow.ByteBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// One audit of one supplier.
final class Audit {

    private static final int ALL = ~0;

    private final Task task;
    private final RebuildOrder order;
    private final Donation donation;
    private final OrderedCalls calls;
    private final Holder audited;
    private final RecordProver prover;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private long waited;

    /// What was found at one block.
    record Found(AuditReport report, String what) {}

    /// @param order of the task, verified
    /// @param nanos a clock that only goes on
    /// @throws IllegalArgumentException if the task is not what its order is about
    Audit(
            Task task,
            RebuildOrder order,
            Donation donation,
            RandomGenerator random,
            LongSupplier nanos) {
        if (!task.layout().group().equals(order.group())
                || !order.carriers().contains(task.carrier())
                || !task.layout().covers(task.carrier())) {
            throw new IllegalArgumentException(
                    "order %s does not allow an audit of carrier %s in layout %s"
                            .formatted(order.id(), task.carrier(), task.layout()));
        }
        this.task = task;
        this.order = order;
        this.donation = donation;
        this.calls = donation.calls(task.order());
        this.audited = holder(task.supplier());
        this.prover = donation.prover(order.key());
        this.random = random;
        this.nanos = nanos;
    }

    private static Holder holder(Witness witness) {
        return new Holder(witness.supplier(), witness.url());
    }

    /// Looks at one record.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `busy` if no memory came free here
    Found run() throws InterruptedException {
        Optional<BlockNumber> chosen = newestLiveSet().flatMap(this::anyBlock);
        return chosen.isEmpty()
                ? new Found(new AuditReport(null, Outcome.NOTHING, 0), "nothing lives there")
                : look(chosen.get());
    }

    /// Of those that the owner signed; the audited one shows his, too, and collects by it.
    private Optional<LiveSet> newestLiveSet() throws InterruptedException {
        List<Holder> asked = new ArrayList<>(List.of(audited));
        task.witnesses().forEach(each -> asked.add(holder(each)));
        LiveSet newest = null;
        for (Holder each : asked) {
            Optional<LiveSet> shown =
                    calls.liveSet(each).filter(this::isOwners).map(SignedLiveSet::set);
            if (shown.isPresent() && (newest == null || newest.version() < shown.get().version())) {
                newest = shown.get();
            }
        }
        return Optional.ofNullable(newest);
    }

    private boolean isOwners(SignedLiveSet signed) {
        return signed.set().account().equals(order.account())
                && signed.set().group().equals(order.group())
                && signed.signedBy(task.owner().key());
    }

    private Optional<BlockNumber> anyBlock(LiveSet set) {
        BlockSet alive =
                set.alive().stream()
                        .filter(each -> each.layout().equals(task.layout()))
                        .map(OfLayout::blocks)
                        .reduce(BlockSet.EMPTY, BlockSet::or)
                        .within(order.first(), order.last());
        return alive.isEmpty()
                ? Optional.empty()
                : alive.stream()
                        .skip(random.nextLong(alive.size()))
                        .mapToObj(BlockNumber::new)
                        .findFirst();
    }

    /// The header first: it says how much memory the record takes.
    private Found look(BlockNumber block) throws InterruptedException {
        Address address = new Address(order.account(), block, order.group());
        int position = position(block);
        long start = nanos.getAsLong();
        Answer header = ask(new WantedRecord(address, position, 0));
        Answer answer = header;
        if (header.outcome == Outcome.GOOD) {
            try (ByteBudget.Part _ = room(header.length)) {
                answer = ask(new WantedRecord(address, position, ALL));
            }
        }
        long millis = Duration.ofNanos(nanos.getAsLong() - start - waited).toMillis();
        return new Found(
                new AuditReport(
                        block,
                        answer.outcome,
                        Math.clamp(millis, 0, AuditReport.MAX_LATENCY_MILLIS)),
                "block %s, position %d, of account %s in group %s: %s"
                        .formatted(block, position, order.account(), order.group(), answer.why));
    }

    private ByteBudget.Part room(long bytes) throws InterruptedException {
        long start = nanos.getAsLong();
        ByteBudget.Part room = donation.room(bytes);
        waited = nanos.getAsLong() - start;
        return room;
    }

    private int position(BlockNumber block) {
        Layout layout = task.layout();
        return IntStream.range(0, layout.carriers())
                .filter(each -> layout.carrier(each, block).equals(task.carrier()))
                .findFirst()
                .orElseThrow();
    }

    /// @param length of the record in memory
    private record Answer(Outcome outcome, String why, long length) {

        static Answer of(Outcome outcome, String why) {
            return new Answer(outcome, why, 0);
        }
    }

    private Answer ask(WantedRecord wanted) throws InterruptedException {
        Optional<List<FetchOutcome>> outcomes = calls.fetch(audited, List.of(wanted));
        if (outcomes.isEmpty()) {
            return Answer.of(Outcome.AWAY, "it does not answer, or is busy");
        }
        return switch (outcomes.get().getFirst()) {
            case FetchOutcome.Missing() -> Answer.of(Outcome.MISSING, "it does not have it");
            case FetchOutcome.Corrupt() -> Answer.of(Outcome.BAD, "it says that it has decayed");
            case FetchOutcome.Intact(FragmentRecord record) -> judge(record, wanted);
        };
    }

    private Answer judge(FragmentRecord record, WantedRecord wanted) {
        RecordHeader header = record.header();
        if (!header.address().equals(wanted.address())
                || header.position() != wanted.position()
                || !header.layout().equals(task.layout())) {
            return Answer.of(Outcome.BAD, "it sent another record");
        }
        if (!prover.proves(header)) {
            return Answer.of(Outcome.BAD, "its owner did not sign what it sent");
        }
        if (wanted.fragments() == ALL && !record.isWhole()) {
            return Answer.of(Outcome.BAD, "it sent only a part");
        }
        return record.fragmentFlaw()
                .map(flaw -> Answer.of(Outcome.BAD, flaw))
                .orElseGet(() -> new Answer(Outcome.GOOD, "it is right", lengthOf(header)));
    }

    private static long lengthOf(RecordHeader header) {
        return (long) header.sums().size() * header.fragmentLength();
    }
}
