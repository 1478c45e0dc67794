package dev.stowage.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The first page of a checked file: what it is.
///
/// ```
/// offset  bytes  what
///      0      8  "stowage1"
///      8      8  marker: random, in the checksum of every block of this file
///     16      4  CRC32C of all before; the rest of the page is 0
/// ```
///
/// @param marker of the file
record Prelude(long marker) {

    static final int BYTES = CheckedBlock.BLOCK_BYTES;

    private static final byte[] MAGIC = "stowage1".getBytes(StandardCharsets.US_ASCII);
    private static final int MARKER_OFFSET = MAGIC.length;
    private static final int CHECKSUM_OFFSET = MARKER_OFFSET + Long.BYTES;

    /// Whether a file that begins so is a checked one.
    static boolean begins(ByteBuffer bytes) {
        return bytes.remaining() >= MAGIC.length
                && ByteBuffer.wrap(MAGIC).equals(bytes.slice(bytes.position(), MAGIC.length));
    }

    /// The page, from its beginning.
    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(0, MAGIC).putLong(MARKER_OFFSET, marker);
        return bytes.putInt(CHECKSUM_OFFSET, checksum(bytes));
    }

    /// @throws IOException if it is not that of a checked file
    static Prelude read(ByteBuffer bytes) throws IOException {
        if (bytes.limit() < BYTES
                || !begins(bytes.slice(0, BYTES))
                || bytes.getInt(CHECKSUM_OFFSET) != checksum(bytes)) {
            throw new IOException("the beginning of the database file is damaged");
        }
        return new Prelude(bytes.getLong(MARKER_OFFSET));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }
}
