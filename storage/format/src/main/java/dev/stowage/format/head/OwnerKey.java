package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.VerifyingKey;

/// The key by which an account signs heads, tokens and live sets, and which of its keys it is.
///
/// @param rotation how often the account's keys were rotated before: 0 for the first
public record OwnerKey(int rotation, VerifyingKey key) {

    public OwnerKey {
        Bounds.requireRange("rotation of a key", rotation, 0, Integer.MAX_VALUE);
    }

    /// The key that an account begins with.
    public static OwnerKey first(VerifyingKey key) {
        return new OwnerKey(0, key);
    }

    /// Whether it came after the other one.
    public boolean isAfter(OwnerKey other) {
        return rotation > other.rotation;
    }
}
