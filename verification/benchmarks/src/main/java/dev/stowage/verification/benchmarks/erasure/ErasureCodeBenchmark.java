package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.race.Contestant;
import dev.stowage.verification.benchmarks.race.Race;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/// The run: one race for each case, all codes with K data fragments in it.
final class ErasureCodeBenchmark {

    private final Race race;
    private final Report report;
    private final boolean withIsal;

    /// @param withIsal only if it is installed
    ErasureCodeBenchmark(Race race, Report report, boolean withIsal) {
        this.race = race;
        this.report = report;
        this.withIsal = withIsal;
    }

    void run(Programme programme) throws InterruptedException {
        report.machine(withIsal);
        measureAll(programme);
        measureRebuilding(programme);
        measureInParallel(programme);
        // The last, for code that once saw arrays is compiled for both and may be slower ever
        // after.
        measureOnTheHeap(programme);
        report.summary();
    }

    private void measureAll(Programme programme) throws InterruptedException {
        if (!programme.onAllBlocks().isEmpty()) {
            report.races("One thread");
        }
        for (int k : programme.ks()) {
            if (Coders.exist(k)) {
                measure(k, programme);
            } else {
                report.skipped(k);
            }
        }
    }

    private void measureRebuilding(Programme programme) throws InterruptedException {
        if (!programme.rebuilt().isEmpty()) {
            report.races("One thread, one supplier rebuilt, each in turn");
        }
        for (int k : programme.rebuilt()) {
            try (Arena arena = Arena.ofShared()) {
                Coders coders = Coders.of(k, withIsal, arena);
                warmUp(k, coders, List.of(Operation.REBUILD));
                Case raced = new Case(Operation.REBUILD, k, BlockSize.MIB);
                report.race(race(raced, coders, entries(raced, coders)));
            }
        }
    }

    private void measureInParallel(Programme programme) throws InterruptedException {
        if (!programme.parallel().isEmpty()) {
            report.threadRaces(programme.threads());
            for (int k : programme.parallel()) {
                measureInParallel(k, programme);
            }
        }
    }

    private void measureOnTheHeap(Programme programme) throws InterruptedException {
        if (!programme.onTheHeap().isEmpty()) {
            report.races("One thread, after fragments on the heap were seen");
        }
        for (int k : programme.onTheHeap()) {
            measureOnTheHeap(k, programme);
        }
    }

    private void measure(int k, Programme programme) throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            Coders coders = Coders.of(k, withIsal, arena);
            warmUp(k, coders, programme.onAllBlocks());
            for (long block : programme.blocks(k)) {
                for (Operation operation : programme.onAllBlocks()) {
                    Case raced = new Case(operation, k, block);
                    report.race(race(raced, coders, entries(raced, coders)));
                }
            }
        }
    }

    /// Gets our kernels compiled, one place being as good as another. Small fragments make many
    /// calls, which is what the JIT compiler waits for.
    private void warmUp(int k, Coders coders, List<Operation> operations)
            throws InterruptedException {
        for (Operation operation : operations) {
            Case small = new Case(operation, k, (long) k * Case.LEAST_FRAGMENT);
            try (Scene scene = new Scene(small, coders.ours())) {
                for (Coder coder : coders.ours()) {
                    Entry entry = new Entry(coder, operation, Placement.HEAP, 1);
                    race.warmUpFromCold(scene.contestant(entry));
                }
            }
        }
    }

    private void measureInParallel(int k, Programme programme) throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            Coders coders = Coders.of(k, withIsal, arena);
            for (Operation operation : programme.onAllBlocks()) {
                Case raced = new Case(operation, k, BlockSize.MIB);
                List<Entry> entries =
                        Stream.of(1, programme.threads())
                                .flatMap(
                                        threads ->
                                                entries(raced, coders, Placement.PADDED, threads))
                                .toList();
                report.threadRace(race(raced, coders, entries), programme.threads());
            }
        }
    }

    private void measureOnTheHeap(int k, Programme programme) throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            Coders coders =
                    Coders.of(k, withIsal, arena)
                            .with(Coders.ours(k, EnumSet.allOf(Placement.class)));
            for (Operation operation : programme.onAllBlocks()) {
                Case raced = new Case(operation, k, BlockSize.MIB);
                report.raceBeside(race(raced, coders, entries(raced, coders)));
            }
        }
    }

    private Outcome race(Case raced, Coders coders, List<Entry> entries)
            throws InterruptedException {
        try (Scene scene = new Scene(raced, coders.ours())) {
            List<Contestant> contestants = entries.stream().map(scene::contestant).toList();
            return Outcome.of(raced, coders, entries, race.run(contestants));
        }
    }

    /// Returns every coder in each of its places. Where there is no native code to compare with,
    /// reconstructing is compared with encoding.
    private static List<Entry> entries(Case raced, Coders coders) {
        List<Entry> entries = new ArrayList<>();
        for (Placement placement : Placement.values()) {
            entries(raced, coders, placement, 1).forEach(entries::add);
            if (raced.isWholeGroup() && raced.operation() == Operation.RECONSTRUCT) {
                entries(raced.with(Operation.ENCODE), coders, placement, 1)
                        .filter(entry -> entry.coder().equals(coders.ours().getFirst()))
                        .forEach(entries::add);
            }
        }
        return entries;
    }

    private static Stream<Entry> entries(
            Case raced, Coders coders, Placement placement, int threads) {
        return coders.all().stream()
                .filter(coder -> coder.placements().contains(placement))
                .map(coder -> new Entry(coder, raced.operation(), placement, threads));
    }
}
