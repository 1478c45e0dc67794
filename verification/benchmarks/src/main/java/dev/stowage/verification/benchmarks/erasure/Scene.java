package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.race.Contestant;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The fragments of one block: as they should be, and once more for each placement and thread.
/// Coders of one code share them: whatever they write there is what was there before.
final class Scene implements AutoCloseable {

    private static final long SEED = 1;

    private final Arena arena = Arena.ofShared();
    private final Case size;
    private final Stripe truth;
    private final BitSet all = new BitSet();
    private final Map<Placement, List<Stripe>> stripes = new EnumMap<>(Placement.class);

    /// @param first makes the parity that all others must make, too
    Scene(Case size, Coder first) {
        this.size = size;
        this.truth = allocate(Placement.UNPADDED);
        all.set(0, 2 * size.k());
        truth.randomize(size.k(), SEED);
        first.pass(Work.encoding(size.k()), truth).run();
    }

    /// Lets a coder take part, after he was seen to make the right bytes.
    ///
    /// @throws IllegalStateException if he makes others
    Contestant contestant(Entry entry) {
        Case raced = size.with(entry.operation());
        List<Runnable> passes = new ArrayList<>();
        for (int thread = 0; thread < entry.threads(); thread++) {
            Stripe stripe = stripe(entry.placement(), thread);
            passes.add(
                    inTurn(
                            raced.works().stream()
                                    .map(work -> checked(entry, work, stripe))
                                    .toList()));
        }
        return new Contestant(entry + ", " + raced, raced.bytes(), passes);
    }

    private static Runnable inTurn(List<Runnable> passes) {
        return passes.size() == 1 ? passes.getFirst() : () -> passes.forEach(Runnable::run);
    }

    private Runnable checked(Entry entry, Work work, Stripe stripe) {
        Runnable pass = entry.coder().pass(work, stripe);
        stripe.copy(truth, work.sources());
        pass.run();
        BitSet known = (BitSet) work.sources().clone();
        known.or(work.targets());
        int wrong = stripe.mismatch(truth, known);
        if (wrong >= 0) {
            throw new IllegalStateException("%s: fragment %d is wrong".formatted(entry, wrong));
        }
        stripe.copy(truth, all);
        return pass;
    }

    private Stripe stripe(Placement placement, int thread) {
        List<Stripe> placed = stripes.computeIfAbsent(placement, _ -> new ArrayList<>());
        while (placed.size() <= thread) {
            placed.add(allocate(placement));
        }
        return placed.get(thread);
    }

    private Stripe allocate(Placement placement) {
        return new Stripe(arena, placement, 2 * size.k(), size.fragmentLength());
    }

    @Override
    public void close() {
        arena.close();
    }
}
