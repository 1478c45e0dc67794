package dev.stowage.cluster.walk;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Something that happens in a small house.
///
/// @param which member, file or carrier it is about: counted through, whatever there is then
/// @param more what else the kind wants to know, as many bits as it likes
public record Step(Kind kind, int which, int more) {

    /// What may happen.
    public enum Kind {
        PUT(14),
        DELETE(4),
        READ(6),
        DIE(7),
        RETURN(7),
        WIPE(3),
        JOIN(2),
        MAINTAIN(1),
        FIRE(4),
        FIRE_FOR(2),
        REPLACE(3),
        REPLACE_AUTOMATICALLY(6),
        A_MINUTE(8),
        A_LEASE(2),
        OFFLINE_AFTER(3),
        A_DAY(2),
        MAKE_REBUILDS(8),
        REBUILD(9),
        REBUILD_AND_DIE(3),
        LOOK_AFTER(6),
        COLLECT(4),
        REPORT(2),
        RESTART_PLACEMENT(1),
        ANOTHER_OFFICE(2),
        LEAVE_LIVE_SETS(5);

        private static final int ALL = Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static Kind any(RandomGenerator random) {
            int left = random.nextInt(ALL);
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("kinds have a weight of " + ALL);
        }
    }

    static Step any(RandomGenerator random) {
        return new Step(
                Kind.any(random), random.nextInt(1 << 16), random.nextInt(Integer.MAX_VALUE));
    }

    @Override
    public String toString() {
        return "%s %d %d".formatted(kind.name().toLowerCase(Locale.ROOT), which, more);
    }
}
