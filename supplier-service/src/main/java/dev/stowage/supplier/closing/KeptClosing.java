package dev.stowage.supplier.closing;

import dev.stowage.format.Bounds;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;

/// The newest closing of an account as it lies in the log.
///
/// ```
/// offset  size
///      0     1  version   1
///      1     8  ends      when the account is gone, ms of service time; 0 if it stays
///      9   102  closing   with its owner's signature
/// ```
record KeptClosing(Instant ends, SignedClosing signed) {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES + SignedClosing.BYTES;

    KeptClosing {
        Bounds.requireRange("end of a kept closing", ends.toEpochMilli(), 0, Long.MAX_VALUE);
        if (!signed.closing().ends() && !ends.equals(Instant.EPOCH)) {
            throw new IllegalArgumentException("an account that stays ends at no time");
        }
    }

    Closing closing() {
        return signed.closing();
    }

    boolean isOver(Instant now) {
        return closing().ends() && !now.isBefore(ends);
    }

    ByteString toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(VERSION).putLong(ends.toEpochMilli());
        signed.toBytes().writeTo(bytes);
        return ByteString.of(bytes.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    static KeptClosing ofBytes(ByteString content) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        Bounds.requireRange("bytes of a kept closing", bytes.remaining(), BYTES, BYTES);
        Bounds.requireRange("version of a kept closing", bytes.get(), VERSION, VERSION);
        Instant ends = Instant.ofEpochMilli(bytes.getLong());
        return new KeptClosing(
                ends, SignedClosing.ofBytes(ByteString.readFrom(bytes, SignedClosing.BYTES)));
    }
}
