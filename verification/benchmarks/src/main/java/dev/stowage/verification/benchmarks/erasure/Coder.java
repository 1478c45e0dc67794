package dev.stowage.verification.benchmarks.erasure;

import java.util.BitSet;
import java.util.Set;

/// A way to compute the code with K data fragments.
interface Coder {

    String name();

    /// Returns which code it computes.
    default Family family() {
        return Family.RS;
    }

    /// Returns where it works, in the order of the report.
    Set<Placement> placements();

    /// Returns the fragments that it reads to do a work.
    BitSet sources(Work work);

    /// Prepares work on a stripe. What depends on nothing but the positions is done here and not
    /// timed, if the coder knows how to keep it.
    ///
    /// @return one pass, to be run again and again
    Runnable pass(Work work, Stripe stripe);
}
