package dev.stowage.supplier.rebuild;

import dev.stowage.format.block.LostPlan;
import dev.stowage.format.block.LostRecords;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.record.RecordProver;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.RebuildOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Mends some blocks together: fetches what their plans ask for with few requests, makes what is
/// lost, proves that, and stores it. For one thread.
///
/// Of sources the headers are proved, and their bytes not to have decayed. That nobody forged these
/// is proved by what is made of them, which is less to hash: the owner's signature covers it, too.
/// Only if it does not are the sources hashed, and the forged ones passed over.
final class Batch {

    /// Well below what an answer may have, headers included.
    static final long MOST_BYTES = RecordBatch.MAX_BYTES - (6L << 20);

    /// What a supplier says of everything.
    private static final Set<FaultCode> OF_ALL =
            EnumSet.of(FaultCode.BUSY, FaultCode.SUPPLIER_AWAY, FaultCode.TIMED_OUT);

    private final RebuildOrder order;
    private final OrderedCalls calls;
    private final Together together;
    private final ReadRate rate;
    private final Tally tally;
    private final LostBlock.Hopeless hopeless;
    private final RecordProver prover;

    private record Asked(Mending mending, int position, int fragments) {

        WantedRecord wanted() {
            return new WantedRecord(mending.block().address(), position, fragments);
        }

        long bytes() {
            return (long) Integer.bitCount(fragments) * mending.block().header().fragmentLength();
        }
    }

    private record Question(Holder holder, List<Asked> asked) {}

    private record Answered(List<Asked> asked, Optional<List<FetchOutcome>> outcomes) {}

    /// @param hopeless told of blocks of which too little can be had
    Batch(
            RebuildOrder order,
            OrderedCalls calls,
            Together together,
            ReadRate rate,
            ProvenSignatures signatures,
            Tally tally,
            LostBlock.Hopeless hopeless) {
        this.order = order;
        this.calls = calls;
        this.together = together;
        this.rate = rate;
        this.tally = tally;
        this.hopeless = hopeless;
        this.prover = new RecordProver(order.key(), signatures);
    }

    /// @param blocks planned, their headers known
    void mend(List<LostBlock> blocks) throws InterruptedException {
        List<Delivery> deliveries = new ArrayList<>();
        made(blocks).forEach((holder, records) -> deliveries.addAll(Delivery.of(holder, records)));
        boolean _ = together.all(deliveries, this::store).isEmpty();
    }

    private Map<Holder, List<FragmentRecord>> made(List<LostBlock> blocks)
            throws InterruptedException {
        Map<Holder, List<FragmentRecord>> made = new LinkedHashMap<>();
        List<Mending> left = blocks.stream().map(Mending::new).toList();
        while (!left.isEmpty()) {
            List<Mending> again = new ArrayList<>();
            for (Mending each : fetched(left)) {
                if (!make(each, made) && each.block().findPlan(hopeless)) {
                    again.add(each);
                }
            }
            left = again;
        }
        return made;
    }

    /// Fetches until all is there; what was no good is planned anew.
    private List<Mending> fetched(List<Mending> blocks) throws InterruptedException {
        List<Mending> left = new ArrayList<>(blocks);
        for (List<Question> questions = questions(left);
                !questions.isEmpty();
                questions = questions(left)) {
            rate.await(questions.stream().mapToLong(Batch::bytes).sum());
            for (Answered answered : together.all(questions, this::ask)) {
                read(answered);
            }
            left.removeIf(each -> !each.block().findPlan(hopeless));
        }
        return left;
    }

    private static long bytes(Question question) {
        return question.asked.stream().mapToLong(Asked::bytes).sum();
    }

    private static List<Question> questions(List<Mending> blocks) {
        Map<Holder, List<Asked>> byHolder = new LinkedHashMap<>();
        for (Mending mending : blocks) {
            LostBlock block = mending.block();
            LostPlan plan = block.plan();
            mending.toFetch()
                    .forEach(
                            position ->
                                    byHolder.computeIfAbsent(
                                                    block.holder(position), _ -> new ArrayList<>())
                                            .add(
                                                    new Asked(
                                                            mending,
                                                            position,
                                                            plan.fragmentsOf(position))));
        }
        List<Question> questions = new ArrayList<>();
        byHolder.forEach((holder, asked) -> split(holder, asked, questions));
        return questions;
    }

    /// As many questions as it takes to keep within what an answer may have.
    private static void split(Holder holder, List<Asked> asked, List<Question> questions) {
        List<Asked> part = new ArrayList<>();
        long bytes = 0;
        for (Asked each : asked) {
            if (!part.isEmpty()
                    && (bytes + each.bytes() > MOST_BYTES
                            || part.size() == FetchRequest.MAX_RECORDS)) {
                questions.add(new Question(holder, List.copyOf(part)));
                part.clear();
                bytes = 0;
            }
            part.add(each);
            bytes += each.bytes();
        }
        questions.add(new Question(holder, List.copyOf(part)));
    }

    private Answered ask(Question question) throws InterruptedException {
        List<WantedRecord> wanted = question.asked.stream().map(Asked::wanted).toList();
        return new Answered(question.asked, calls.fetch(question.holder, wanted));
    }

    private void read(Answered answered) {
        for (int index = 0; index < answered.asked.size(); index++) {
            Asked asked = answered.asked.get(index);
            if (answered.outcomes.isPresent()
                    && answered.outcomes.get().get(index)
                            instanceof FetchOutcome.Intact(FragmentRecord record)
                    && isGood(record, asked)) {
                asked.mending.learn(record);
            } else {
                asked.mending.passOver(asked.position);
            }
        }
    }

    private boolean isGood(FragmentRecord record, Asked asked) {
        RecordHeader header = record.header();
        RecordHeader known = asked.mending.block().header();
        boolean isIt =
                header.address().equals(known.address())
                        && header.layout().equals(known.layout())
                        && header.root().equals(known.root())
                        && header.blockLength() == known.blockLength()
                        && header.position() == asked.position;
        if (!isIt || !hasAll(record, asked.fragments)) {
            return false;
        }
        tally.read(asked.bytes());
        // Of a copy nothing is made that would prove it.
        boolean isCopy = asked.mending.block().lost().get(asked.position);
        return prover.proves(header)
                && (isCopy ? record.fragmentFlaw().isEmpty() : record.checksumsMatch());
    }

    private static boolean hasAll(FragmentRecord record, int fragments) {
        return IntStream.range(0, record.header().sums().size())
                .filter(index -> (fragments >>> index & 1) == 1)
                .allMatch(index -> record.fragment(index).isPresent());
    }

    /// Makes what is lost of a block.
    ///
    /// @return false if that is to be tried again: some of its sources were forged, and are passed
    ///   over from now on
    private boolean make(Mending mending, Map<Holder, List<FragmentRecord>> made) {
        LostBlock block = mending.block();
        LostRecords lost = new LostRecords(block.plan());
        lost.learn(block.header());
        mending.sources().forEach(lost::learn);
        Layout layout = block.stock().layout();
        Map<Integer, ServedCarrier> targets = new HashMap<>();
        Map<Integer, Integer> generations = new HashMap<>();
        for (int position : block.lost().stream().toArray()) {
            ServedCarrier target = block.stock().target(position, block.address().block());
            targets.put(position, target);
            generations.put(position, target.generation());
        }
        List<FragmentRecord> records = lost.make(generations);
        boolean isProven = records.stream().allMatch(each -> prover.proves(each.header()));
        if (!isProven && mending.passOverForged()) {
            return false;
        }
        for (FragmentRecord record : records) {
            ServedCarrier target = targets.get(record.header().position());
            if (target != null && prover.proves(record.header())) {
                made.computeIfAbsent(Holder.of(target), _ -> new ArrayList<>()).add(record);
            } else {
                tally.impossible(
                        1,
                        "the fragments of block %s of account %s that its owner signed are not those of code %s: they cannot be made again"
                                .formatted(
                                        block.address().block(),
                                        order.account(),
                                        layout.code().userName()));
            }
        }
        return true;
    }

    /// What a supplier does not take together it may take in part: it refuses the records of one
    /// carrier with all others.
    private boolean store(Delivery delivery) throws InterruptedException {
        int count = delivery.records().size();
        try {
            RecordBatch batch = new RecordBatch(delivery.records());
            int stored = calls.store(delivery.holder(), batch).stored();
            int counted = Math.clamp(stored, 0, count);
            tally.rebuilt(counted, delivery.padded() * counted / count);
        } catch (Fault refused) {
            List<Delivery> halves = OF_ALL.contains(refused.code()) ? List.of() : delivery.halves();
            for (Delivery half : halves) {
                boolean _ = store(half);
            }
            if (halves.isEmpty()) {
                tally.impossible(
                        count,
                        "%d records of account %s are made, but supplier %s does not take them for carriers %s: %s"
                                .formatted(
                                        count,
                                        order.account(),
                                        delivery.holder().supplier(),
                                        delivery.carriers().forPeople(),
                                        refused.getMessage()));
            }
        }
        return true;
    }
}
