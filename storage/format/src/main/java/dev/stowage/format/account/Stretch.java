package dev.stowage.format.account;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import java.nio.ByteBuffer;

/// Where a commit lies: its blocks have consecutive numbers, and its length tells how many they are
/// and how long each is.
///
/// @param first number of the block with part 0
/// @param length bytes of the commit
public record Stretch(BlockNumber first, int length) {

    static final int BYTES = Long.BYTES + Integer.BYTES;

    public Stretch {
        if (length < 1 || length > CommitCodec.MAX_BYTES) {
            throw new IllegalArgumentException("no commit has %d bytes".formatted(length));
        }
    }

    /// How many blocks it has.
    public int links() {
        return Link.partsOf(length);
    }

    BlockRange numbers() {
        return new BlockRange(first, links());
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(first.bits()).putInt(length);
    }

    static Stretch readFrom(ByteBuffer buffer) {
        return new Stretch(new BlockNumber(buffer.getLong()), buffer.getInt());
    }
}
