package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.verification.benchmarks.race.Contestant;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The fragments of one block: as they should be, and once more for each placement and thread.
/// Coders of one family share them: whatever they write there is what was there before.
final class Scene implements AutoCloseable {

    private static final long SEED = 1;

    private final Arena arena = Arena.ofShared();
    private final Case size;
    private final BitSet all = new BitSet();
    private final Map<Family, Stripe> truths = new EnumMap<>(Family.class);
    private final Map<Place, List<Stripe>> stripes = new HashMap<>();

    private record Place(Family family, Placement placement) {}

    /// @param ours the first of each family makes the parity that all others of it must make, too
    Scene(Case size, List<StowageCoder> ours) {
        this.size = size;
        all.set(0, 2 * size.k());
        ours.forEach(coder -> truths.computeIfAbsent(coder.family(), _ -> truth(coder)));
    }

    private Stripe truth(Coder coder) {
        Stripe truth = allocate(Placement.UNPADDED);
        truth.randomize(size.k(), SEED);
        coder.pass(Work.encoding(size.k()), truth).run();
        return truth;
    }

    /// Lets a coder take part, after he was seen to make the right bytes.
    ///
    /// @throws IllegalStateException if he makes others
    Contestant contestant(Entry entry) {
        Case raced = size.with(entry.operation());
        List<Runnable> passes = new ArrayList<>();
        for (int thread = 0; thread < entry.threads(); thread++) {
            Stripe stripe = stripe(entry.coder().family(), entry.placement(), thread);
            passes.add(
                    inTurn(
                            raced.works(entry.coder().family()).stream()
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
        Stripe truth = truth(entry.coder().family());
        stripe.copy(truth, work.available());
        pass.run();
        BitSet known = (BitSet) work.available().clone();
        known.or(work.targets());
        int wrong = stripe.mismatch(truth, known);
        if (wrong >= 0) {
            throw new IllegalStateException("%s: fragment %d is wrong".formatted(entry, wrong));
        }
        stripe.copy(truth, all);
        return pass;
    }

    private Stripe stripe(Family family, Placement placement, int thread) {
        Place place = new Place(family, placement);
        List<Stripe> placed = stripes.computeIfAbsent(place, _ -> new ArrayList<>());
        while (placed.size() <= thread) {
            placed.add(allocate(placement));
        }
        return placed.get(thread);
    }

    private Stripe truth(Family family) {
        Stripe truth = truths.get(family);
        if (truth == null) {
            throw new IllegalArgumentException("none of our coders is of the family " + family);
        }
        return truth;
    }

    private Stripe allocate(Placement placement) {
        return new Stripe(arena, placement, 2 * size.k(), size.fragmentLength());
    }

    @Override
    public void close() {
        arena.close();
    }
}
