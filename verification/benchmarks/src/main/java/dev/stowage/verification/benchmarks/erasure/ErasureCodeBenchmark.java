package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.race.Contestant;
import dev.stowage.verification.benchmarks.race.Race;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.Function;

/// The run: one race for each case, all codes with K data fragments in it.
final class ErasureCodeBenchmark {

    /// How much of a combination's work the JIT compiler must have seen. A whole group runs the
    /// same routines very often in each.
    private static final int COLD_WORKS = 1000;

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
        report.summary();
    }

    private void measureAll(Programme programme) throws InterruptedException {
        if (!programme.onAllBlocks().isEmpty()) {
            report.races("One thread");
        }
        for (int k : programme.ks()) {
            if (Family.RS.has(k)) {
                measure(k, programme);
            } else {
                report.skipped(k);
            }
        }
    }

    private void measure(int k, Programme programme) throws InterruptedException {
        warmUp(k, programme, programme.onAllBlocks());
        for (long block : programme.blocks(k)) {
            for (Operation operation : programme.onAllBlocks()) {
                report.race(race(new Case(operation, k, block), programme));
            }
        }
    }

    private void measureRebuilding(Programme programme) throws InterruptedException {
        if (!programme.rebuilt().isEmpty()) {
            report.races("One thread, one supplier rebuilt, each in turn");
        }
        for (int k : programme.rebuilt()) {
            warmUp(k, programme, List.of(Operation.REBUILD));
            report.race(race(new Case(Operation.REBUILD, k, Programme.block(k)), programme));
        }
    }

    private void measureInParallel(Programme programme) throws InterruptedException {
        if (!programme.parallel().isEmpty()) {
            report.threadRaces(programme.threads());
        }
        int threads = programme.threads();
        for (int k : programme.parallel()) {
            for (Operation operation : programme.onAllBlocks()) {
                Case raced = new Case(operation, k, Programme.block(k));
                Outcome outcome =
                        race(raced, programme, coders -> LineUp.inParallel(raced, coders, threads));
                report.threadRace(outcome, threads);
            }
        }
    }

    /// Gets our kernels compiled, one place being as good as another. Small fragments make many
    /// calls, which is what the JIT compiler waits for.
    private void warmUp(int k, Programme programme, List<Operation> operations)
            throws InterruptedException {
        for (Operation operation : operations) {
            Case small = new Case(operation, k, (long) k * Case.LEAST_FRAGMENT);
            List<StowageCoder> ours = Coders.ours(k, programme.kernels(small));
            try (Scene scene = new Scene(small, ours)) {
                for (Coder coder : ours) {
                    Entry entry = new Entry(coder, operation, Placement.HEAP, 1);
                    race.warmUpFromCold(scene.contestant(entry), coldPasses(small));
                }
            }
        }
    }

    private static int coldPasses(Case small) {
        return small.isWholeGroup() ? 1 : Math.ceilDiv(COLD_WORKS, small.works(Family.RS).size());
    }

    private Outcome race(Case raced, Programme programme) throws InterruptedException {
        return race(raced, programme, coders -> LineUp.inEveryPlace(raced, coders));
    }

    private Outcome race(Case raced, Programme programme, Function<Coders, List<Entry>> lineUp)
            throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            Coders coders = Coders.of(raced.k(), programme.kernels(raced), withIsal, arena);
            List<Entry> entries = lineUp.apply(coders);
            try (Scene scene = new Scene(raced, coders.ours())) {
                List<Contestant> contestants = entries.stream().map(scene::contestant).toList();
                return Outcome.of(raced, coders, entries, race.run(contestants));
            }
        }
    }
}
