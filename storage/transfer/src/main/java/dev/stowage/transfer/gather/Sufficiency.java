package dev.stowage.transfer.gather;

import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;

/// Which fragments of a block suffice to compute those that are wanted: that depends on its code.
sealed interface Sufficiency permits AnyFragments, FittingFragments {

    static Sufficiency of(Layout layout) {
        return layout.code() == Code.RS
                ? new AnyFragments(layout.dataFragments())
                : new FittingFragments(layout);
    }

    /// How many fragments suffice, whichever they are.
    int needed();

    /// Whether the wanted fragments can be computed from the good ones.
    boolean areDetermined(Sources sources);

    /// Whether they could be, if all came that has not failed.
    boolean mayBeDetermined(Sources sources);

    /// Asks for what it takes beside the good ones and those that are asked for and counted on; for
    /// suspects only if it cannot be done without.
    void choose(Sources sources, Candidates candidates);

    /// What is lacking, with numbers.
    String shortfall(Sources sources);
}
