package dev.stowage.transfer.gather;

import dev.stowage.transfer.gather.Source.State;

/// Any K fragments suffice.
record AnyFragments(int needed) implements Sufficiency {

    @Override
    public boolean areDetermined(Sources sources) {
        return sources.count(State.GOOD) >= needed;
    }

    @Override
    public boolean mayBeDetermined(Sources sources) {
        return 2 * needed - sources.count(State.FAILED) >= needed;
    }

    @Override
    public void choose(Sources sources, Candidates candidates) {
        int wish = needed - sources.count(State.GOOD) - sources.count(State.ASKED);
        int must = wish - sources.count(State.SLOW);
        if (wish <= 0) {
            return;
        }
        for (Candidates.Candidate candidate : candidates.ranked()) {
            if (wish <= 0) {
                return;
            }
            if (!candidate.isSuspect() || must > 0) {
                candidates.take(candidate);
                wish--;
                must--;
            }
        }
    }

    @Override
    public String shortfall(Sources sources) {
        return "need %d of %d fragments, got %d"
                .formatted(needed, 2 * needed, sources.count(State.GOOD));
    }
}
