package dev.stowage.format.account;

import java.security.SecureRandom;
import java.util.UUID;

/// The id of one version of one file: 128 random bits.
public record FileVersion(UUID id) {

    static final int BYTES = 16;

    public static FileVersion random(SecureRandom random) {
        return new FileVersion(new UUID(random.nextLong(), random.nextLong()));
    }

    /// The strong entity tag of HTTP, quotes with it.
    public String entityTag() {
        return '"' + id.toString() + '"';
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
