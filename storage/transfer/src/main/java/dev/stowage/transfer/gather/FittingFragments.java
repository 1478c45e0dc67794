package dev.stowage.transfer.gather;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.TooFewFragmentsException;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.layout.Layout;
import dev.stowage.transfer.gather.Source.State;
import java.util.BitSet;
import java.util.Optional;

/// Few fragments suffice, but they have to fit together: the code is asked which.
final class FittingFragments implements Sufficiency {

    private final ErasureCode code;
    private final int needed;

    FittingFragments(Layout layout) {
        this.code = BlockBuffer.code(layout);
        this.needed = code.fragments() - layout.tolerance();
    }

    @Override
    public int needed() {
        return needed;
    }

    @Override
    public boolean areDetermined(Sources sources) {
        return plan(sources.in(State.GOOD), sources).isPresent();
    }

    @Override
    public boolean mayBeDetermined(Sources sources) {
        return plan(sources.in(State.GOOD, State.ASKED, State.SLOW, State.UNASKED), sources)
                .isPresent();
    }

    @Override
    public void choose(Sources sources, Candidates candidates) {
        BitSet countedOn = sources.in(State.GOOD, State.ASKED);
        if (plan(countedOn, sources).isPresent()) {
            return;
        }
        BitSet sound = (BitSet) countedOn.clone();
        candidates.ranked().stream()
                .filter(Candidates.Candidate::isSound)
                .forEach(candidate -> sound.set(candidate.fragment()));
        plan(sound, sources)
                .or(() -> plan(sources.in(State.SLOW, State.UNASKED), countedOn, sources))
                .ifPresent(plan -> take(plan, candidates));
    }

    private static void take(BitSet plan, Candidates candidates) {
        candidates.ranked().stream()
                .filter(candidate -> plan.get(candidate.fragment()))
                .forEach(candidates::take);
    }

    private Optional<BitSet> plan(BitSet some, BitSet others, Sources sources) {
        BitSet available = (BitSet) some.clone();
        available.or(others);
        return plan(available, sources);
    }

    /// The fragments among these from which the wanted ones can be computed, if they can.
    private Optional<BitSet> plan(BitSet available, Sources sources) {
        BitSet missing = sources.wanted();
        missing.andNot(available);
        if (parityAmong(available) < missing.cardinality()) {
            return Optional.empty();
        }
        try {
            return Optional.of(code.sources(available, missing));
        } catch (TooFewFragmentsException undetermined) {
            return Optional.empty();
        }
    }

    /// Each missing data fragment takes an equation, which a parity fragment is.
    private int parityAmong(BitSet available) {
        return available.get(code.dataFragments(), code.fragments()).cardinality();
    }

    @Override
    public String shortfall(Sources sources) {
        return "got %d of %d fragments, which do not determine the %d that are missing; any %d do"
                .formatted(sources.count(State.GOOD), code.fragments(), sources.missing(), needed);
    }
}
