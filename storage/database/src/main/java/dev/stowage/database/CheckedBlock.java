package dev.stowage.database;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// How a block of H2's file lies on the disk: its bytes, and behind them what proves them.
///
/// ```
/// offset  bytes  what
///      0   4096  the block as H2 wrote it
///   4096      8  write: number of the write that it came with; no two writes of a file bear the same
///   4104      4  following: how many blocks of that write come behind it
///   4108      4  CRC32C of all before, the number of the block and the marker of the file, 8 bytes each
/// ```
///
/// @param write number of the write that the block came with
/// @param following blocks of that write behind it
record CheckedBlock(long write, int following) {

    /// What H2 reads and writes: every write is of whole blocks.
    static final int BLOCK_BYTES = 4096;

    static final int PROOF_BYTES = 16;
    static final int BYTES = BLOCK_BYTES + PROOF_BYTES;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WRITE_OFFSET = BLOCK_BYTES;
    private static final int FOLLOWING_OFFSET = WRITE_OFFSET + Long.BYTES;
    private static final int CHECKSUM_OFFSET = FOLLOWING_OFFSET + Integer.BYTES;

    CheckedBlock {
        if (write < 1 || following < 0) {
            throw new IllegalArgumentException(
                    "a block belongs to write 1 or later and 0 or more follow it, got write %d and %d"
                            .formatted(write, following));
        }
    }

    /// Writes the proof behind the block.
    ///
    /// @param bytes in which the block lies at `offset`, with room for its proof
    /// @param block its number
    void prove(ByteBuffer bytes, int offset, long block, long marker) {
        bytes.putLong(offset + WRITE_OFFSET, write);
        bytes.putInt(offset + FOLLOWING_OFFSET, following);
        bytes.putInt(offset + CHECKSUM_OFFSET, checksum(bytes, offset, block, marker));
    }

    /// Reads a block's proof.
    ///
    /// @param bytes in which the block and its proof lie at `offset`
    /// @throws DamagedBlockException if it does not prove this block of this file
    static CheckedBlock read(ByteBuffer bytes, int offset, long block, long marker)
            throws DamagedBlockException {
        int checksum = checksum(bytes, offset, block, marker);
        int stored = bytes.getInt(offset + CHECKSUM_OFFSET);
        long write = bytes.getLong(offset + WRITE_OFFSET);
        int following = bytes.getInt(offset + FOLLOWING_OFFSET);
        if (checksum != stored || write < 1 || following < 0) {
            throw new DamagedBlockException(
                    block,
                    "its bytes have the checksum %08x and its proof says %08x"
                            .formatted(checksum, stored));
        }
        return new CheckedBlock(write, following);
    }

    private static int checksum(ByteBuffer bytes, int offset, long block, long marker) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, CHECKSUM_OFFSET));
        byte[] place = new byte[2 * Long.BYTES];
        LONG.set(place, 0, block);
        LONG.set(place, Long.BYTES, marker);
        crc.update(place);
        return (int) crc.getValue();
    }
}
