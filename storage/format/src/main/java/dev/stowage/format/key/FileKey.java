package dev.stowage.format.key;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The AES-256 key of one file, or of the account file. Never printed.
public final class FileKey {

    public static final int BYTES = 32;

    private final SecretKeySpec key;

    private FileKey(SecretKeySpec key) {
        this.key = key;
    }

    /// @param bytes exactly 32 secret bytes; copied
    public static FileKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a file key has 32 bytes, got " + bytes.length);
        }
        return new FileKey(new SecretKeySpec(bytes, "AES"));
    }

    public static FileKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        FileKey key = of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /// The secret as a cipher takes it: search for this name to find every use.
    public SecretKey dangerousCipherKey() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileKey that
                && MessageDigest.isEqual(key.getEncoded(), that.key.getEncoded());
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "FileKey";
    }
}
