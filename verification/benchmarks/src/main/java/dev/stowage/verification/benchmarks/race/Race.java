package dev.stowage.verification.benchmarks.race;

import java.util.ArrayList;
import java.util.List;

/// Contestants run in turns, A B C, A B C …, after each was warmed up alone.
public final class Race implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Track track = new Track();
    private final Pace pace;

    public Race(Pace pace) {
        this.pace = pace;
    }

    /// Warms up a contestant whose code never ran before, and leaves it at that.
    ///
    /// @param passes how many it takes for the JIT compiler to see that something is run often
    public void warmUpFromCold(Contestant contestant, int passes) throws InterruptedException {
        long start = System.nanoTime();
        long most = pace.mostColdWarmUp().toNanos();
        for (int i = 0; i < passes && System.nanoTime() - start < most; i++) {
            contestant.passes().getFirst().run();
        }
        new WarmUp(track, pace.leastWarmUp(), pace.mostColdWarmUp()).run(contestant);
    }

    /// Returns the speeds of the contestants, in their order. When one was still warming up they
    /// run again, three times at most.
    public List<Speeds> run(List<Contestant> contestants) throws InterruptedException {
        for (Contestant contestant : contestants) {
            new WarmUp(track, pace.leastWarmUp(), pace.mostWarmUp()).run(contestant);
        }
        List<Speeds> speeds = rounds(contestants);
        for (int i = 1; i < ATTEMPTS && speeds.stream().anyMatch(Speeds::rose); i++) {
            speeds = rounds(contestants);
        }
        return speeds;
    }

    private List<Speeds> rounds(List<Contestant> contestants) throws InterruptedException {
        List<List<Double>> speeds = contestants.stream().map(_ -> newRounds()).toList();
        for (int round = 0; round < pace.rounds(); round++) {
            for (int i = 0; i < contestants.size(); i++) {
                speeds.get(i).add(track.speed(contestants.get(i), pace.round()));
            }
        }
        return speeds.stream().map(Speeds::new).toList();
    }

    private List<Double> newRounds() {
        return new ArrayList<>(pace.rounds());
    }

    @Override
    public void close() {
        track.close();
    }
}
