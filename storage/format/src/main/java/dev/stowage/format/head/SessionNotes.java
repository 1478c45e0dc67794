package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.key.OpenSessions;
import dev.stowage.format.key.Session;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a head says of sessions: which tokens must no longer be honoured, and which sessions are
/// open, for their owner's eyes.
///
/// ```
/// offset  size
///      0     8  since               sessions that were opened at an earlier version of the head are refused; 0 for none
///      8  1+16n spared              0 or 1, then its id: the session that `since` does not concern
///      …  2+24n revoked sessions    count, each a 16-byte id, expires at 8 in milliseconds since 1970
///      …   2+n  open sessions       length, then the sealed list; nothing if none is listed
/// ```
///
/// @param since a version of the head, 0 for none
/// @param spared the session that `since` does not concern
/// @param open sealed, see [OpenSessions]; empty if none is listed
public record SessionNotes(
        long since, Optional<UUID> spared, List<RevokedSession> revoked, ByteString open) {

    /// Of an account whose sessions were never listed nor ended.
    public static final SessionNotes NONE =
            new SessionNotes(0, Optional.empty(), List.of(), ByteString.of(new byte[0]));

    private static final int FIXED_BYTES = Long.BYTES + 1 + 2 * Short.BYTES;

    public SessionNotes {
        Bounds.requireRange("version since which sessions count", since, 0, Long.MAX_VALUE);
        Bounds.requireRange(
                "number of revoked sessions", revoked.size(), 0, AccountHead.MAX_REVOKED_SESSIONS);
        Bounds.requireRange(
                "length of the open sessions", open.length(), 0, OpenSessions.MAX_SEALED_BYTES);
        if (since == 0 && spared.isPresent()) {
            throw new IllegalArgumentException("a session is spared but none was ended");
        }
        revoked = List.copyOf(revoked);
    }

    /// Of a head of version 1.
    static SessionNotes undated(List<RevokedSession> revoked) {
        return new SessionNotes(0, Optional.empty(), revoked, NONE.open);
    }

    /// Whether version 1 of the format can say it.
    boolean areUndated() {
        return since == 0
                && open.length() == 0
                && revoked.stream().noneMatch(RevokedSession::isDated);
    }

    /// Whether the session has been ended.
    public boolean refuse(Session session) {
        return revokes(session.id())
                || (session.headVersion() < since && spared.filter(session.id()::equals).isEmpty());
    }

    /// Whether the session was ended by itself.
    public boolean revokes(UUID id) {
        return revoked.stream().anyMatch(each -> each.id().equals(id));
    }

    /// The same with another list of open sessions.
    public SessionNotes listing(ByteString sealed) {
        return new SessionNotes(since, spared, revoked, sealed);
    }

    /// The same with other sessions ended.
    public SessionNotes revoking(List<RevokedSession> sessions) {
        return new SessionNotes(since, spared, sessions, open);
    }

    /// All sessions ended that were opened at an earlier version of the head, but this one: those
    /// that were ended before are among them.
    public static SessionNotes since(long version, Optional<UUID> spared) {
        return new SessionNotes(version, spared, List.of(), NONE.open);
    }

    int length() {
        return FIXED_BYTES
                + (spared.isPresent() ? RevokedSession.ID_BYTES : 0)
                + revoked.size() * RevokedSession.BYTES
                + open.length();
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putLong(since).put((byte) (spared.isPresent() ? 1 : 0));
        spared.ifPresent(
                id ->
                        buffer.putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits()));
        buffer.putShort((short) revoked.size());
        revoked.forEach(session -> session.writeTo(buffer));
        buffer.putShort((short) open.length());
        open.writeTo(buffer);
    }

    /// @throws IllegalArgumentException for anything that [#writeTo] does not write, and for what
    ///   version 1 of the format can say
    static SessionNotes readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("notes of sessions", buffer, Long.BYTES + 1);
        long since = buffer.getLong();
        Optional<UUID> spared = readSpared(buffer);
        List<RevokedSession> revoked = readRevoked(buffer);
        Bounds.requireRemaining("length of the open sessions", buffer, Short.BYTES);
        int length = Short.toUnsignedInt(buffer.getShort());
        Bounds.requireRange(
                "length of the open sessions", length, 0, OpenSessions.MAX_SEALED_BYTES);
        SessionNotes notes =
                new SessionNotes(since, spared, revoked, ByteString.readFrom(buffer, length));
        if (notes.areUndated()) {
            throw new IllegalArgumentException(
                    "a head of version 2 says of sessions what version 1 can say");
        }
        return notes;
    }

    private static Optional<UUID> readSpared(ByteBuffer buffer) {
        int flag = Byte.toUnsignedInt(buffer.get());
        Bounds.requireRange("number of spared sessions", flag, 0, 1);
        if (flag == 0) {
            return Optional.empty();
        }
        Bounds.requireRemaining("spared session", buffer, RevokedSession.ID_BYTES);
        return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static List<RevokedSession> readRevoked(ByteBuffer buffer) {
        Bounds.requireRemaining("count of revoked sessions", buffer, Short.BYTES);
        int count = Short.toUnsignedInt(buffer.getShort());
        Bounds.requireRange(
                "number of revoked sessions", count, 0, AccountHead.MAX_REVOKED_SESSIONS);
        List<RevokedSession> revoked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            revoked.add(RevokedSession.readFrom(buffer));
        }
        return revoked;
    }
}
