package dev.stowage.format.run;

import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;

/// What stands in the clear before a run's ciphertext.
///
/// ```
/// offset  size
///      0     1  version        1
///      1     1  compression    0 none, 1 DEFLATE
///      2     4  plain length   bytes before compression, 1 … 64 MiB - 34
///      6    12  nonce          random
/// ```
record RunHeader(boolean compressed, int plainLength, ByteString nonce) {

    static final int BYTES = 18;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int OVERHEAD_BYTES = BYTES + TAG_BYTES;
    static final int MAX_PLAIN_BYTES = RecordHeader.MAX_BLOCK_LENGTH - OVERHEAD_BYTES;

    private static final int VERSION = 1;

    void writeTo(ByteBuffer buffer) {
        buffer.put((byte) VERSION)
                .put((byte) (compressed ? 1 : 0))
                .putInt(plainLength)
                .put(nonce.toArray());
    }

    /// Reads the header of a run that is `storedLength` bytes long and checks that the two agree.
    static RunHeader readFrom(ByteBuffer buffer, int storedLength) {
        if (storedLength <= OVERHEAD_BYTES) {
            throw new UnreadableRunException(
                    "a run has more than %d bytes, got %d".formatted(OVERHEAD_BYTES, storedLength));
        }
        int version = buffer.get();
        int compression = buffer.get();
        if (version != VERSION || compression < 0 || compression > 1) {
            throw new UnreadableRunException(
                    "no run has version %d with compression %d".formatted(version, compression));
        }
        int plainLength = buffer.getInt();
        ByteString nonce = ByteString.readFrom(buffer, NONCE_BYTES);
        RunHeader header = new RunHeader(compression == 1, plainLength, nonce);
        header.requireAgreement(storedLength - OVERHEAD_BYTES);
        return header;
    }

    private void requireAgreement(int cipherLength) {
        boolean possible = plainLength >= 1 && plainLength <= MAX_PLAIN_BYTES;
        boolean agrees = compressed ? cipherLength < plainLength : cipherLength == plainLength;
        if (!possible || !agrees) {
            throw new UnreadableRunException(
                    "a run of %d encrypted bytes cannot hold %d %s bytes"
                            .formatted(
                                    cipherLength,
                                    plainLength,
                                    compressed ? "compressed" : "plain"));
        }
    }
}
