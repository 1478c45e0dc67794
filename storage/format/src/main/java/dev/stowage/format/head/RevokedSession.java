package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/// A session whose token must no longer be honoured.
///
/// @param expiresAt in whole milliseconds: when its token ends by itself, and need not be
///   remembered for long any more; [#UNKNOWN] in heads of version 1, which did not say
public record RevokedSession(UUID id, Instant expiresAt) {

    public static final Instant UNKNOWN = Instant.ofEpochMilli(Long.MAX_VALUE);

    static final int ID_BYTES = 2 * Long.BYTES;
    static final int BYTES = ID_BYTES + Long.BYTES;

    public RevokedSession {
        Bounds.requireRange("end of a session in ms", expiresAt.toEpochMilli(), 0, Long.MAX_VALUE);
        expiresAt = Instant.ofEpochMilli(expiresAt.toEpochMilli());
    }

    boolean isDated() {
        return !expiresAt.equals(UNKNOWN);
    }

    void writeTo(ByteBuffer buffer) {
        writeIdTo(buffer);
        buffer.putLong(expiresAt.toEpochMilli());
    }

    static RevokedSession readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("revoked session", buffer, BYTES);
        return new RevokedSession(readId(buffer), Instant.ofEpochMilli(buffer.getLong()));
    }

    /// As heads of version 1 have it.
    void writeIdTo(ByteBuffer buffer) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /// The mirror of [#writeIdTo].
    static RevokedSession readUndated(ByteBuffer buffer) {
        Bounds.requireRemaining("revoked session", buffer, ID_BYTES);
        return new RevokedSession(readId(buffer), UNKNOWN);
    }

    private static UUID readId(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
