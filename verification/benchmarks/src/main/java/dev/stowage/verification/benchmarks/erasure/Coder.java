package dev.stowage.verification.benchmarks.erasure;

import java.util.Set;

/// A way to compute the code with K data fragments.
interface Coder {

    /// The family of Reed–Solomon codes that docs/format.md defines.
    String RS = "rs";

    String name();

    /// Returns which code it computes: coders of one family make the same bytes.
    default String family() {
        return RS;
    }

    /// Returns where it works, in the order of the report.
    Set<Placement> placements();

    /// Prepares work on a stripe. What depends on nothing but the positions is done here and not
    /// timed, if the coder knows how to keep it.
    ///
    /// @return one pass, to be run again and again
    Runnable pass(Work work, Stripe stripe);
}
