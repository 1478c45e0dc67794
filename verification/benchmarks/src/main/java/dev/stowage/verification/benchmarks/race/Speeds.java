package dev.stowage.verification.benchmarks.race;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How fast a contestant was in each round of a race.
///
/// @param rounds in units of 10^9 bytes a second
public record Speeds(List<Double> rounds) {

    private static final double STEADY = 0.9;

    public Speeds {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a race of no round");
        }
    }

    /// Returns the median of the rounds, in units of 10^9 bytes a second.
    public double median() {
        return quantile(rounds, 0.5);
    }

    /// Returns how many times as fast as the other this contestant was: the median of what each
    /// round says.
    ///
    /// @param other of the same race
    public double ratioTo(Speeds other) {
        return quantile(
                IntStream.range(0, rounds.size())
                        .mapToObj(round -> rounds.get(round) / other.rounds.get(round))
                        .toList(),
                0.5);
    }

    /// Whether the middle half of the rounds lies close together, so that the median means
    /// something.
    public boolean areSteady() {
        return quantile(rounds, 0.25) >= STEADY * quantile(rounds, 0.75);
    }

    /// Whether the later rounds were so much faster that the contestant was still warming up.
    boolean rose() {
        int half = rounds.size() / 2;
        return half > 0
                && quantile(rounds.subList(0, half), 0.5)
                        < 0.8 * quantile(rounds.subList(half, rounds.size()), 0.5);
    }

    /// Orders the slower before the faster.
    public static Comparator<Speeds> byMedian() {
        return Comparator.comparingDouble(Speeds::median);
    }

    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }
}
