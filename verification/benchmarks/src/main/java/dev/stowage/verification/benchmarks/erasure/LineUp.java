package dev.stowage.verification.benchmarks.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Who runs in which race.
final class LineUp {

    private LineUp() {}

    /// Returns every coder in each of its places. Where there is no native code to compare with,
    /// reconstructing is compared with encoding.
    static List<Entry> inEveryPlace(Case raced, Coders coders) {
        List<Entry> entries = new ArrayList<>();
        for (Placement placement : Placement.values()) {
            for (Coder coder : coders.all()) {
                if (coder.placements().contains(placement)) {
                    entries.add(new Entry(coder, raced.operation(), placement, 1));
                }
            }
            if (raced.isWholeGroup() && raced.operation() == Operation.RECONSTRUCT) {
                Coder first = coders.ours().getFirst();
                entries.add(new Entry(first, Operation.ENCODE, placement, 1));
            }
        }
        return entries;
    }

    /// Returns every coder on one thread and on many: in arrays, as services use it, if it works
    /// there at all.
    static List<Entry> inParallel(Case raced, Coders coders, int threads) {
        return Stream.of(1, threads)
                .flatMap(count -> coders.all().stream().map(coder -> parallel(raced, coder, count)))
                .toList();
    }

    private static Entry parallel(Case raced, Coder coder, int threads) {
        Placement placement =
                coder.placements().contains(Placement.HEAP) ? Placement.HEAP : Placement.PADDED;
        return new Entry(coder, raced.operation(), placement, threads);
    }
}
