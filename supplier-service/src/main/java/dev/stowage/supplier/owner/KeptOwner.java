package dev.stowage.supplier.owner;

import dev.stowage.format.Bounds;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;

/// The key by which an account signs, as it lies in the log once it is not the first one.
///
/// ```
/// offset  size
///      0     1  version   1
///      1     4  rotation  how often the account's keys were rotated, from 1
///      5    32  key       Ed25519, public
/// ```
record KeptOwner(OwnerKey owner) {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Integer.BYTES + VerifyingKey.BYTES;

    KeptOwner {
        Bounds.requireRange("rotation of a kept owner", owner.rotation(), 1, Integer.MAX_VALUE);
    }

    ByteString toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(VERSION).putInt(owner.rotation());
        owner.key().writeTo(bytes);
        return ByteString.of(bytes.array());
    }

    /// @throws IllegalArgumentException if it is of another version or length, or no key
    static KeptOwner ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRange("bytes of a kept owner", bytes.remaining(), BYTES, BYTES);
        Bounds.requireRange("version of a kept owner", bytes.get(), VERSION, VERSION);
        return new KeptOwner(new OwnerKey(bytes.getInt(), VerifyingKey.readFrom(bytes)));
    }
}
