package dev.stowage.erasure;

import java.io.Serial;
import java.util.BitSet;
import java.util.stream.Collectors;

/// The fragments that are present do not determine all that are wanted: there are too few of them,
/// or with codes for which the number alone does not decide, too few of the right ones.
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
        this(message(needed, fragments, present), needed, fragments, present);
    }

    private TooFewFragmentsException(String message, int needed, int fragments, BitSet present) {
        super(message);
        this.needed = needed;
        this.fragments = fragments;
        this.present = present.cardinality();
    }

    /// For a code where the number alone does not decide.
    ///
    /// @param undetermined indexes of the wanted fragments that do not follow; the message names
    ///   the first 32 of them
    /// @param needed how many fragments suffice, whichever they are
    /// @param fragments how many fragments there are when none is lost
    /// @param present indexes of the fragments at hand; the message names the first 32 of them
    public static TooFewFragmentsException undetermined(
            BitSet undetermined, int needed, int fragments, BitSet present) {
        String message =
                "%d of %d fragments do not determine %s; present: %s"
                        .formatted(
                                present.cardinality(),
                                fragments,
                                names(undetermined),
                                names(present));
        return new TooFewFragmentsException(message, needed, fragments, present);
    }

    /// Returns how many fragments suffice, whichever they are.
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
        return "need %d of %d fragments, got %d: %s"
                .formatted(needed, fragments, present.cardinality(), names(present));
    }

    private static String names(BitSet indexes) {
        if (indexes.isEmpty()) {
            return "none";
        }
        return indexes.stream()
                .limit(MOST_NAMED)
                .mapToObj(Integer::toString)
                .collect(
                        Collectors.joining(
                                ", ", "", indexes.cardinality() > MOST_NAMED ? ", …" : ""));
    }
}
