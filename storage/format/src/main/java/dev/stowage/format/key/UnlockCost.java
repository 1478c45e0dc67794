package dev.stowage.format.key;

import dev.stowage.format.Bounds;

/// What Argon2id takes to unlock: what the owner pays at each login, whoever guesses pays at each
/// guess.
///
/// @param memoryKib KiB
/// @param iterations passes over the memory
/// @param parallelism lanes
public record UnlockCost(int memoryKib, int iterations, int parallelism) {

    /// Less is refused, so that nobody makes unlocking cheap.
    private static final int MIN_MEMORY_KIB = 64 << 10;

    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_ITERATIONS = 64;
    private static final int MAX_PARALLELISM = 16;

    /// Of new unlockers, where nobody wishes for more; new ones never cost less.
    public static final UnlockCost DEFAULT = new UnlockCost(MIN_MEMORY_KIB, 3, 1);

    /// The most that is wished for, and that is computed for what comes from outside.
    public static final UnlockCost MOST = new UnlockCost(512 << 10, 16, 16);

    public UnlockCost {
        Bounds.requireRange("Argon2id memory in KiB", memoryKib, MIN_MEMORY_KIB, MAX_MEMORY_KIB);
        Bounds.requireRange("Argon2id iterations", iterations, 1, MAX_ITERATIONS);
        Bounds.requireRange("Argon2id parallelism", parallelism, 1, MAX_PARALLELISM);
    }

    /// Whether it takes less of anything than this one.
    public boolean isBelow(UnlockCost other) {
        return memoryKib < other.memoryKib || iterations < other.iterations;
    }

    /// This one, where it takes less of anything as much as the other one.
    public UnlockCost raisedTo(UnlockCost other) {
        return new UnlockCost(
                Math.max(memoryKib, other.memoryKib),
                Math.max(iterations, other.iterations),
                other.parallelism);
    }

    /// Whether it takes no more of anything than the other one.
    public boolean isWithin(UnlockCost most) {
        return memoryKib <= most.memoryKib
                && iterations <= most.iterations
                && parallelism <= most.parallelism;
    }

    @Override
    public String toString() {
        return "%d MiB, %d passes, %d lanes".formatted(memoryKib >> 10, iterations, parallelism);
    }
}
