package dev.stowage.format.key;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// The one secret of an account, 256 random bits, from which all its keys follow. Never printed.
public final class MasterKey {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes exactly 32 secret bytes; copied
    public static MasterKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a master key has 32 bytes, got " + bytes.length);
        }
        return new MasterKey(bytes.clone());
    }

    public static MasterKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /// The secret itself: search for this name to find every use. The caller wipes his copy.
    public byte[] dangerousBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
