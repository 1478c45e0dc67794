package dev.stowage.cluster.walk;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What happens in one small house, from its first day to its last.
///
/// @param seed of whatever else is left to chance
/// @param suppliers that are there at first
/// @param width suppliers of the account
public record Script(long seed, int suppliers, int width, List<Step> steps) {

    private static final int FEWEST_SUPPLIERS = 9;
    private static final int MORE_SUPPLIERS = 3;
    private static final int NARROW = 4;
    private static final int WIDE = 7;

    public Script {
        steps = List.copyOf(steps);
    }

    /// All that follows from a seed.
    public static Script of(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        int suppliers = FEWEST_SUPPLIERS + random.nextInt(MORE_SUPPLIERS);
        int width = random.nextInt(3) == 0 ? WIDE : NARROW;
        return new Script(
                seed,
                suppliers,
                width,
                Stream.generate(() -> Step.any(random)).limit(length).toList());
    }

    Script with(List<Step> others) {
        return new Script(seed, suppliers, width, others);
    }
}
