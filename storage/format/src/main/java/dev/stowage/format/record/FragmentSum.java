package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/// What proves one fragment: its SHA-256 (against forgery) and its CRC32C (against decay, at a
/// fraction of the cost).
public record FragmentSum(Digest digest, int crc) {

    static final int BYTES = Digest.BYTES + Integer.BYTES;

    /// @param fragment read from its position to its limit, which stay
    public static FragmentSum of(ByteBuffer fragment) {
        return of(fragment, Digest.sha256());
    }

    /// The same with a digester for SHA-256 at hand, for many fragments.
    public static FragmentSum of(ByteBuffer fragment, MessageDigest digester) {
        return new FragmentSum(Digest.of(fragment, digester), crcOf(fragment));
    }

    static FragmentSum readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("fragment sum", buffer, BYTES);
        return new FragmentSum(Digest.readFrom(buffer), buffer.getInt());
    }

    void writeTo(ByteBuffer buffer) {
        digest.writeTo(buffer);
        buffer.putInt(crc);
    }

    static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
