package dev.stowage.format;

import java.security.SecureRandom;
import java.util.Random;

/// Randomness that is the same for the same seed, so that a failing case can be run again.
public final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final transient Random source;

    public SeededRandom(long seed) {
        this.source = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }

    /// So many random bytes.
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        nextBytes(bytes);
        return bytes;
    }
}
