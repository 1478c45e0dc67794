package dev.stowage.verification.benchmarks.erasure;

import java.util.Locale;

/// What a code does.
enum Operation {
    /// Makes all parity fragments from all data fragments.
    ENCODE,
    /// Makes the lost data fragments from others.
    RECONSTRUCT,
    /// Makes both fragments of one lost supplier, as rebuilding him takes; each supplier in turn.
    REBUILD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
