package dev.stowage.cluster.walk;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Whatever is left to chance in a small house follows from one seed: everybody has a source of his
/// own, so that it does not matter who asks first.
final class Chance {

    private final SplittableRandom seeds;

    Chance(long seed) {
        this.seeds = new SplittableRandom(seed);
    }

    /// For choices that only have to be even.
    RandomGenerator dice() {
        return seeds.split();
    }

    /// For keys and names.
    SecureRandom secrets() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seeds.nextLong());
            return random;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has this one", missing);
        }
    }
}
