package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.race.Speeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// How a race ended.
record Outcome(Case raced, Coders coders, Map<Entry, Speeds> speeds) {

    static Outcome of(Case raced, Coders coders, List<Entry> entries, List<Speeds> speeds) {
        Map<Entry, Speeds> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            map.put(entries.get(i), speeds.get(i));
        }
        return new Outcome(raced, coders, map);
    }

    /// Returns how fast a coder did what the race was about, on one thread.
    Optional<Speeds> speeds(Coder coder, Placement placement) {
        return Optional.ofNullable(speeds.get(new Entry(coder, raced.operation(), placement, 1)));
    }

    /// Returns the speed of a coder in the place that suits it best.
    Optional<Speeds> best(Coder coder, Operation operation, int threads) {
        return best(
                entry ->
                        entry.coder().equals(coder)
                                && entry.operation() == operation
                                && entry.threads() == threads);
    }

    /// Returns how many times as fast as the other a coder is, each in its best place: nothing if
    /// one of them had more suppliers to lose.
    OptionalDouble ratio(Coder coder, Optional<? extends Coder> other) {
        return ratio(
                best(coder, raced.operation(), 1),
                other.filter(
                                reference ->
                                        raced.lost(reference.family())
                                                == raced.lost(coder.family()))
                        .flatMap(reference -> best(reference, raced.operation(), 1)));
    }

    /// Returns how many fragments a coder reads to do one work, on average.
    double fragmentsRead(Coder coder) {
        return raced.works(coder.family()).stream()
                .mapToInt(work -> coder.sources(work).cardinality())
                .average()
                .orElse(0);
    }

    static OptionalDouble ratio(Optional<Speeds> one, Optional<Speeds> other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.get().ratioTo(other.get()))
                : OptionalDouble.empty();
    }

    private Optional<Speeds> best(Predicate<Entry> chosen) {
        return speeds.entrySet().stream()
                .filter(entry -> chosen.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .max(Speeds.byMedian());
    }
}
