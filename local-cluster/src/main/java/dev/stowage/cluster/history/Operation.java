package dev.stowage.cluster.history;

/// One operation on one file as its client saw it.
///
/// Each content is written once, so a number says which write it is from.
///
/// @param start when it was sent: nanoseconds of one clock
/// @param end when its answer was there; [#NEVER] if none came, so that it happened at any time
///   after its start, or not at all
/// @param guard what must have held at the moment when it happened
/// @param effect the file's content from then on; [#ABSENT] if it was deleted, [#SAME] if the
///   operation changed nothing
/// @param told for people
public record Operation(long start, long end, Guard guard, long effect, String told) {

    public static final long NEVER = Long.MAX_VALUE;

    /// No file is there.
    public static final long ABSENT = 0;

    public static final long SAME = -1;

    public Operation {
        if (end < start) {
            throw new IllegalArgumentException(
                    "an operation ended %d ns before it began: %s".formatted(start - end, told));
        }
        if (effect < Plan.UNNAMED) {
            throw new IllegalArgumentException("contents are numbered from 1, got " + effect);
        }
    }

    /// Whether it has been answered.
    public boolean isCertain() {
        return end != NEVER;
    }

    public boolean changes() {
        return effect != SAME;
    }

    /// The same, as if no answer had come.
    Operation unanswered() {
        return new Operation(start, NEVER, guard, effect, told);
    }
}
