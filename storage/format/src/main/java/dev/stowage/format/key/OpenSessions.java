package dev.stowage.format.key;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The bytes of a list of open sessions before it is sealed: an account head has it sealed, see
/// [AccountKeys#seal].
///
/// ```
/// offset  size
///      0     1  list version   1
///      1     1  count          1 … 64, then each:
///      2    16  id
///     18     8  opened at      milliseconds since 1970
///     26     8  expires at     milliseconds since 1970
///     34     1  label length   0 … 48
///     35     n  label          UTF-8
/// ```
public final class OpenSessions {

    /// The most that are listed.
    public static final int MOST = 64;

    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 2;
    private static final int ENTRY_BYTES = 4 * Long.BYTES + 1;

    public static final int MAX_SEALED_BYTES =
            AesGcm.NONCE_BYTES
                    + HEAD_BYTES
                    + MOST * (ENTRY_BYTES + OpenSession.MAX_LABEL_BYTES)
                    + AesGcm.TAG_BYTES;

    private OpenSessions() {}

    /// @param sessions 1 … [#MOST]
    static byte[] encode(List<OpenSession> sessions) {
        Bounds.requireRange("number of open sessions", sessions.size(), 1, MOST);
        ByteBuffer buffer = ByteBuffer.allocate(MAX_SEALED_BYTES);
        buffer.put((byte) VERSION).put((byte) sessions.size());
        for (OpenSession session : sessions) {
            byte[] label = session.label().getBytes(StandardCharsets.UTF_8);
            buffer.putLong(session.id().getMostSignificantBits())
                    .putLong(session.id().getLeastSignificantBits())
                    .putLong(session.openedAt().toEpochMilli())
                    .putLong(session.expiresAt().toEpochMilli())
                    .put((byte) label.length)
                    .put(label);
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /// @throws IllegalArgumentException for anything that [#encode] does not give
    static List<OpenSession> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Bounds.requireRemaining("list of open sessions", buffer, HEAD_BYTES);
        Bounds.requireRange(
                "version of a list", Byte.toUnsignedInt(buffer.get()), VERSION, VERSION);
        int count = Byte.toUnsignedInt(buffer.get());
        Bounds.requireRange("number of open sessions", count, 1, MOST);
        List<OpenSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(readFrom(buffer));
        }
        Bounds.requireRange("bytes behind the open sessions", buffer.remaining(), 0, 0);
        return sessions;
    }

    private static OpenSession readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("open session", buffer, ENTRY_BYTES);
        return new OpenSession(
                new UUID(buffer.getLong(), buffer.getLong()),
                Instant.ofEpochMilli(buffer.getLong()),
                Instant.ofEpochMilli(buffer.getLong()),
                readLabel(buffer));
    }

    private static String readLabel(ByteBuffer buffer) {
        int length = Byte.toUnsignedInt(buffer.get());
        Bounds.requireRange("length of a label", length, 0, OpenSession.MAX_LABEL_BYTES);
        Bounds.requireRemaining("label", buffer, length);
        ByteBuffer label = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(label).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("a label is no UTF-8", malformed);
        }
    }
}
