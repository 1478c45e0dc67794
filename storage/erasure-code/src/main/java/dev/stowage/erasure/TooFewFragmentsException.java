package dev.stowage.erasure;

import java.io.Serial;
import java.util.BitSet;
import java.util.stream.Collectors;

/// Fewer fragments are present than it takes to reconstruct the missing ones.
public final class TooFewFragmentsException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private static final int MOST_NAMED = 32;

    private final int needed;
    private final int fragments;
    private final int present;

    /// @param needed how many fragments suffice
    /// @param fragments how many fragments there are when none is lost
    /// @param present indexes of the fragments at hand; the message names the first 32 of them
    public TooFewFragmentsException(int needed, int fragments, BitSet present) {
        super(message(needed, fragments, present));
        this.needed = needed;
        this.fragments = fragments;
        this.present = present.cardinality();
    }

    /// Returns how many fragments suffice.
    public int needed() {
        return needed;
    }

    /// Returns how many fragments there are when none is lost.
    public int fragments() {
        return fragments;
    }

    /// Returns how many fragments were at hand, fewer than [#needed()].
    public int present() {
        return present;
    }

    private static String message(int needed, int fragments, BitSet present) {
        int count = present.cardinality();
        String named =
                present.stream()
                        .limit(MOST_NAMED)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return "need %d of %d fragments, got %d: %s%s"
                .formatted(
                        needed,
                        fragments,
                        count,
                        count == 0 ? "none" : named,
                        count > MOST_NAMED ? ", …" : "");
    }
}
