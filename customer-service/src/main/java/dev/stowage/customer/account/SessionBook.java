package dev.stowage.customer.account;

import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.RevokedSession;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.OpenSession;
import dev.stowage.format.key.OpenSessions;
import dev.stowage.format.key.Session;
import dev.stowage.format.signature.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The sessions of an account: those that its heads note, and those that were opened here since.
///
/// Every head that is made here takes along what was opened since, and leaves out what has expired.
/// Safe for many threads.
public final class SessionBook {

    /// Ended by themselves; one more, and all are ended.
    public static final int MOST_REVOKED = 256;

    /// Clocks may be wrong by so much without a revoked session coming back.
    private static final Duration DOUBT = Duration.ofDays(1);

    private final AccountKeys keys;
    private final Clock clock;
    private final Map<UUID, Opened> opened = new LinkedHashMap<>();

    SessionBook(AccountKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    private record Opened(OpenSession view, Session session) {}

    /// A session was opened here.
    public synchronized void add(Session session, String label) {
        OpenSession view =
                new OpenSession(session.id(), session.openedAt(), session.expiresAt(), label);
        opened.put(session.id(), new Opened(view, session));
        if (opened.size() > OpenSessions.MOST) {
            opened.remove(opened.keySet().iterator().next());
        }
    }

    /// Whether some were opened here that no head notes yet.
    public synchronized boolean isAhead() {
        return !opened.isEmpty();
    }

    /// The open sessions, the newest first, [OpenSessions#MOST] at most.
    public synchronized List<OpenSession> list(AccountHead head) {
        return list(head, noted(head.sessions()));
    }

    private List<OpenSession> list(AccountHead head, List<OpenSession> noted) {
        Instant now = clock.instant();
        Map<UUID, OpenSession> all = new HashMap<>();
        noted.forEach(each -> all.put(each.id(), each));
        opened.values().stream()
                .filter(each -> !head.sessions().refuse(each.session()))
                .forEach(each -> all.put(each.view().id(), each.view()));
        return all.values().stream()
                .filter(each -> now.isBefore(each.expiresAt()))
                .filter(each -> !head.sessions().revokes(each.id()))
                .sorted(
                        Comparator.comparing(OpenSession::openedAt)
                                .reversed()
                                .thenComparing(OpenSession::id))
                .limit(OpenSessions.MOST)
                .toList();
    }

    /// The same head with what was opened here since, and without what has expired.
    public synchronized AccountHead entered(AccountHead head) {
        SessionNotes notes = head.sessions();
        List<OpenSession> noted = noted(notes);
        List<OpenSession> open = list(head, noted);
        SessionNotes listing = open.equals(noted) ? notes : notes.listing(sealed(open));
        return head.noting(listing.revoking(remembered(notes)));
    }

    private List<RevokedSession> remembered(SessionNotes notes) {
        Instant forgotten = clock.instant().minus(DOUBT);
        return notes.revoked().stream()
                .filter(each -> each.expiresAt().isAfter(forgotten))
                .toList();
    }

    /// A head is current: what it lists or refuses need not be remembered here.
    public synchronized void settle(AccountHead head) {
        if (opened.isEmpty()) {
            return;
        }
        List<UUID> listed = noted(head.sessions()).stream().map(OpenSession::id).toList();
        opened.values()
                .removeIf(
                        each ->
                                listed.contains(each.session().id())
                                        || head.sessions().refuse(each.session())
                                        || !clock.instant().isBefore(each.session().expiresAt()));
        if (listed.size() == OpenSessions.MOST) {
            opened.clear();
        }
    }

    /// The same head with a session ended.
    ///
    /// @param head that follows another one
    /// @param own of who ends it: it goes on if all others must end
    public AccountHead ending(AccountHead head, RevokedSession session, Optional<Session> own) {
        List<RevokedSession> revoked = new ArrayList<>(remembered(head.sessions()));
        revoked.add(session);
        return revoked.size() > MOST_REVOKED
                ? endingAll(head, own.map(Session::id).filter(id -> !id.equals(session.id())))
                : head.noting(head.sessions().revoking(revoked));
    }

    /// The same head, which follows another one, with all sessions ended that were opened before.
    public AccountHead endingAll(AccountHead head, Optional<UUID> spared) {
        List<OpenSession> left =
                list(head).stream()
                        .filter(each -> spared.filter(each.id()::equals).isPresent())
                        .toList();
        return head.noting(SessionNotes.since(head.version(), spared).listing(sealed(left)));
    }

    private ByteString sealed(List<OpenSession> sessions) {
        return sessions.isEmpty() ? SessionNotes.NONE.open() : keys.seal(sessions);
    }

    /// What cannot be read is a list of nothing: it ends no session and opens none.
    private List<OpenSession> noted(SessionNotes notes) {
        if (notes.open().length() == 0) {
            return List.of();
        }
        try {
            return keys.open(notes.open());
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }
}
