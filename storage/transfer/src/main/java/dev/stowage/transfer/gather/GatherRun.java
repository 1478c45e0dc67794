package dev.stowage.transfer.gather;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.gather.Ask.Item;
import dev.stowage.transfer.gather.Finding.Kind;
import dev.stowage.transfer.gather.Verdict.Proven;
import dev.stowage.transfer.gather.Verdict.Refuted;
import dev.stowage.transfer.supplier.Delivery;
import dev.stowage.transfer.supplier.SupplierClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One gather under way. Asks travel on threads of their own, which also prove what comes; all that
/// is decided and copied is done by the caller's thread, so that nobody writes into a block that
/// was handed out.
final class GatherRun {

    /// While nobody has answered, waiting helps more than asking more.
    private static final int PATIENCE_WITH_ALL = 4;

    private static final int MOST_LOOKS = 3;

    /// Positions that a fault tells of.
    private static final int MOST_LINES = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final List<BlockAssembly> blocks;
    private final Reading reading;
    private final AccountCarriers carriers;
    private final SupplierClients suppliers;
    private final TracedThreads threads;
    private final GatherSettings settings;
    private final Holders memory;
    private final FindingLog findings;
    private final Standings standings;
    private final Deadline deadline;
    private final Map<CarrierId, ServedCarrier> serving = new HashMap<>();
    private final Map<Ask, Travel> underWay = new LinkedHashMap<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private boolean anyAnswered;
    private int looks;

    GatherRun(
            List<BlockAssembly> blocks,
            Reading reading,
            AccountCarriers carriers,
            SupplierClients suppliers,
            TracedThreads threads,
            GatherSettings settings,
            Holders memory,
            FindingLog findings) {
        this.blocks = blocks;
        this.reading = reading;
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.threads = threads;
        this.settings = settings;
        this.memory = memory;
        this.findings = findings;
        this.standings = new Standings(suppliers);
        this.deadline = Deadline.after(settings.deadline());
    }

    /// Asks until every block is complete.
    ///
    /// @throws Fault `too-few-fragments` if one cannot be
    void gather() throws InterruptedException {
        try {
            serving.putAll(carriers.serving(wantedCarriers()));
            loseUnserved();
            askNext();
            while (!blocks.stream().allMatch(BlockAssembly::isComplete)) {
                requireHope();
                Answer answer = answers.poll(nanosToNextEvent(), TimeUnit.NANOSECONDS);
                if (answer != null) {
                    settle(answer);
                    settleRest();
                } else if (deadline.hasPassed()) {
                    throw fault(firstIncomplete());
                } else {
                    hedge();
                }
                askNext();
            }
        } finally {
            underWay.values().forEach(travel -> travel.thread.interrupt());
        }
    }

    private Set<CarrierId> wantedCarriers() {
        Set<CarrierId> wanted = new HashSet<>();
        for (BlockAssembly block : blocks) {
            for (int position = 0; position < block.layout().carriers(); position++) {
                wanted.add(block.carrier(position));
            }
        }
        return wanted;
    }

    private void loseUnserved() {
        for (BlockAssembly block : blocks) {
            for (int position = 0; position < block.layout().carriers(); position++) {
                if (!serving.containsKey(block.carrier(position))) {
                    Refuted nobody = new Refuted(Kind.UNREACHABLE, "nobody serves this carrier");
                    findings.found(block, position, null, nobody);
                    block.unreachable(position);
                }
            }
        }
    }

    private void askNext() {
        standings.refresh();
        List<Item> items = new ArrayList<>();
        for (BlockAssembly block : blocks) {
            Map<Integer, List<Source>> byPosition = new TreeMap<>();
            for (Source source : block.next(position -> standing(block, position))) {
                byPosition.computeIfAbsent(source.position(), _ -> new ArrayList<>()).add(source);
            }
            byPosition.forEach((position, sources) -> items.add(item(block, position, sources)));
        }
        for (Ask ask : Ask.pack(items, settings.requestBytes())) {
            memory.oneMore();
            underWay.put(ask, new Travel(threads.start(() -> travel(ask)), System.nanoTime()));
        }
    }

    private Standing standing(BlockAssembly block, int position) {
        return standings.of(carrier(block, position).supplier());
    }

    private ServedCarrier carrier(BlockAssembly block, int position) {
        ServedCarrier carrier = serving.get(block.carrier(position));
        if (carrier == null) {
            throw new IllegalStateException("a carrier that nobody serves cannot be asked");
        }
        return carrier;
    }

    private Item item(BlockAssembly block, int position, List<Source> sources) {
        return new Item(block, position, carrier(block, position), sources);
    }

    private void travel(Ask ask) {
        try {
            answers.add(new Answer(ask, reading.read(ask)));
        } finally {
            memory.oneLess();
        }
    }

    /// What else has come is settled before anybody is asked on account of it.
    private void settleRest() {
        Answer answer = answers.poll();
        while (answer != null) {
            settle(answer);
            answer = answers.poll();
        }
    }

    private void settle(Answer answer) {
        underWay.remove(answer.ask);
        for (int i = 0; i < answer.verdicts.size(); i++) {
            settle(answer.ask.items().get(i), answer.verdicts.get(i));
        }
        doubtUnreachable(answer);
    }

    private void doubtUnreachable(Answer answer) {
        Set<CarrierId> unreachable = new HashSet<>();
        for (int i = 0; i < answer.verdicts.size(); i++) {
            if (answer.verdicts.get(i) instanceof Refuted(Kind kind, _)
                    && kind == Kind.UNREACHABLE) {
                unreachable.add(answer.ask.items().get(i).carrier().carrier());
            }
        }
        if (!unreachable.isEmpty()) {
            carriers.doubt(unreachable);
        }
    }

    private void settle(Item item, Verdict verdict) {
        if (verdict instanceof Proven(var record)) {
            anyAnswered = true;
            standings.answered(item.carrier().supplier());
            if (!item.block().hasRoot(record.header().root())) {
                settle(item, new Refuted(Kind.CORRUPT, "its root is not that of the others"));
                return;
            }
            for (Source source : item.sources()) {
                record.fragment(source.index())
                        .ifPresent(bytes -> item.block().accept(source, bytes));
            }
        } else if (hasMovedSince(item)) {
            item.block().askAgain(item.sources());
        } else if (verdict instanceof Refuted refuted) {
            settle(item, refuted);
        } else {
            standings.silent(item.carrier().supplier());
            item.block().busy(item.position());
        }
    }

    /// Whether this was asked of a supplier that no longer serves the carrier: what it says does
    /// not matter.
    private boolean hasMovedSince(Item item) {
        return Delivery.hasMoved(item.carrier(), serving.get(item.carrier().carrier()));
    }

    private void settle(Item item, Refuted refuted) {
        findings.found(item.block(), item.position(), item.carrier(), refuted);
        switch (refuted.kind()) {
            case MISSING -> item.block().lost(item.position());
            case CORRUPT -> item.block().corrupt(item.position(), item.sources());
            case UNREACHABLE -> {
                standings.silent(item.carrier().supplier());
                item.block().unreachable(item.position());
            }
        }
    }

    private long nanosToNextEvent() {
        long nanos = deadline.nanosLeft();
        for (Travel travel : underWay.values()) {
            if (!travel.isSlow) {
                nanos = Math.min(nanos, nanosUntilSlow(travel));
            }
        }
        return Math.max(0, nanos);
    }

    private long nanosUntilSlow(Travel travel) {
        long patience = settings.hedgeDelay().toNanos() * (anyAnswered ? 1 : PATIENCE_WITH_ALL);
        return travel.startedAt + patience - System.nanoTime();
    }

    /// Who is silent for too long is no longer counted on.
    private void hedge() {
        underWay.forEach(
                (ask, travel) -> {
                    if (!travel.isSlow && nanosUntilSlow(travel) <= 0) {
                        travel.isSlow = true;
                        ask.slow();
                        suppliers.suspect(ask.supplier().supplier());
                    }
                });
    }

    /// When a block can no longer be completed: hears who is still asked, then asks again where
    /// carriers have moved or suppliers were busy, a few times.
    private void requireHope() throws InterruptedException {
        for (BlockAssembly block : blocks) {
            if (!block.hasHope()) {
                awaitRest(deadline.earlier(Deadline.after(settings.hedgeDelay())));
            }
            if (!block.hasHope()) {
                if (looks == MOST_LOOKS || !lookAgain()) {
                    throw fault(block);
                }
                askNext();
            }
        }
    }

    private void awaitRest(Deadline patience) throws InterruptedException {
        while (!underWay.isEmpty()) {
            Answer answer = answers.poll(patience.nanosLeft(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                return;
            }
            settle(answer);
        }
    }

    private boolean lookAgain() throws InterruptedException {
        Thread.sleep(FIRST_PAUSE.multipliedBy(1L << looks));
        looks++;
        carriers.doubt(silentCarriers());
        Map<CarrierId, ServedCarrier> now = carriers.serving(wantedCarriers());
        boolean revived = false;
        for (BlockAssembly block : blocks) {
            for (int position : block.silent().stream().toArray()) {
                ServedCarrier carrier = now.get(block.carrier(position));
                if (carrier != null && mayAnswerNow(block, position, carrier)) {
                    block.revive(position);
                    revived = true;
                }
            }
        }
        serving.putAll(now);
        standings.forgive();
        return revived;
    }

    private Set<CarrierId> silentCarriers() {
        Set<CarrierId> silent = new HashSet<>();
        for (BlockAssembly block : blocks) {
            block.silent().stream().mapToObj(block::carrier).forEach(silent::add);
        }
        return silent;
    }

    private boolean mayAnswerNow(BlockAssembly block, int position, ServedCarrier now) {
        ServedCarrier before = serving.get(block.carrier(position));
        return before == null || Delivery.hasMoved(before, now) || block.wasBusy(position);
    }

    private BlockAssembly firstIncomplete() {
        return blocks.stream().filter(block -> !block.isComplete()).findFirst().orElseThrow();
    }

    private Fault fault(BlockAssembly block) {
        Address address = block.wanted().address();
        List<String> lines = new ArrayList<>(findings.lines(address, MOST_LINES));
        lines.addAll(block.silentLines(MOST_LINES - lines.size()));
        return new Fault(
                        FaultCode.TOO_FEW_FRAGMENTS,
                        "block %s: %s: %s"
                                .formatted(address, block.shortfall(), String.join("; ", lines)))
                .with("block", address.toString())
                .with("needed", block.neededFragments())
                .with("got", block.goodFragments())
                .with("positions", lines);
    }

    /// A request under way.
    private static final class Travel {

        private final Thread thread;
        private final long startedAt;
        private boolean isSlow;

        Travel(Thread thread, long startedAt) {
            this.thread = thread;
            this.startedAt = startedAt;
        }
    }

    /// @param verdicts one for each record that was asked for
    private record Answer(Ask ask, List<Verdict> verdicts) {}
}
