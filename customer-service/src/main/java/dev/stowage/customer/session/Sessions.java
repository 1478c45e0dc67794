package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.customer.commit.Commits;
import dev.stowage.customer.session.Credentials.AccountPassword;
import dev.stowage.customer.session.Credentials.Token;
import dev.stowage.customer.session.Passwords.Unlocked;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.RevokedSession;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.OpenSession;
import dev.stowage.format.key.Session;
import dev.stowage.format.key.SessionSeal;
import dev.stowage.format.key.SessionSeal.Expired;
import dev.stowage.format.key.SessionSeal.Forged;
import dev.stowage.format.key.SessionSeal.Valid;
import dev.stowage.protocol.customer.SessionList;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.SessionView;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Opens sessions, and accounts by them; lists and ends them.
public final class Sessions {

    /// In so short a time another service that serves the account hears that a session was ended.
    private static final Duration HEARD = Duration.ofSeconds(1);

    private final OpenAccounts accounts;
    private final Passwords passwords;
    private final Commits commits;
    private final LoginUpkeep upkeep;
    private final SessionSeal seal;
    private final SecureRandom random;
    private final Clock clock;
    private final Duration life;

    public Sessions(
            OpenAccounts accounts,
            Passwords passwords,
            Commits commits,
            LoginUpkeep upkeep,
            SessionSeal seal,
            SecureRandom random,
            Clock clock,
            Duration life) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.commits = commits;
        this.upkeep = upkeep;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
        this.life = life;
    }

    /// @throws Fault `unauthenticated`, `too-many-requests`, `busy`, `placement-away`
    public SessionOpened open(SessionRequest request, Caller caller) {
        Unlocked unlocked =
                passwords.unlock(request.account(), request.password(), caller.network());
        return open(unlocked.account(), unlocked.master(), caller);
    }

    /// A session of whoever has the master key. Nothing waits for the head that will list it.
    SessionOpened open(OpenAccount account, MasterKey master, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Session session =
                new Session(
                        account.number(),
                        master,
                        id,
                        account.known().version(),
                        now,
                        now.plus(life).truncatedTo(ChronoUnit.MILLIS));
        account.sessions().add(session, caller.label());
        upkeep.list(account);
        return new SessionOpened(id, seal.seal(session), session.expiresAt());
    }

    /// The account of whoever sends this header.
    ///
    /// @param authorization value of the header
    /// @throws Fault `unauthenticated`, `token-expired`, `token-refused`, `too-many-requests`
    public OpenAccount authenticate(String authorization, Caller caller) {
        return admit(authorization, caller).account();
    }

    /// The open sessions of the account, the caller's own among them.
    public SessionList list(String authorization, Caller caller) {
        Admitted admitted = admit(authorization, caller);
        OpenAccount account = admitted.account();
        List<OpenSession> open = new ArrayList<>(account.sessions().list(account.resolve().head()));
        admitted.session()
                .filter(own -> open.stream().noneMatch(each -> each.id().equals(own.id())))
                .ifPresent(own -> open.add(unlisted(own, caller)));
        return new SessionList(
                open.stream().map(each -> view(each, admitted.isBy(each.id()))).toList());
    }

    private static OpenSession unlisted(Session own, Caller caller) {
        return new OpenSession(own.id(), own.openedAt(), own.expiresAt(), caller.label());
    }

    private static SessionView view(OpenSession session, boolean current) {
        return new SessionView(
                session.id(), session.openedAt(), session.expiresAt(), session.label(), current);
    }

    /// Ends a session: this service honours it no more when this returns, others within a second.
    ///
    /// @throws Fault `not-found` if none of this id is listed, and it is not the caller's own
    public void end(String authorization, Caller caller, UUID id) {
        Admitted admitted = admit(authorization, caller);
        OpenAccount account = admitted.account();
        if (account.resolveStrictly().head().sessions().revokes(id)) {
            return;
        }
        var _ =
                commits.changeHead(
                        account,
                        head ->
                                account.sessions()
                                        .ending(
                                                following(head),
                                                admitted.revoked(head, id),
                                                admitted.session()));
    }

    /// Ends all sessions that were opened before, listed or not.
    ///
    /// @param others all but the caller's own
    public void endAll(String authorization, Caller caller, boolean others) {
        Admitted admitted = admit(authorization, caller);
        OpenAccount account = admitted.account();
        Optional<UUID> spared = admitted.session().filter(_ -> others).map(Session::id);
        var _ =
                commits.changeHead(
                        account, head -> account.sessions().endingAll(following(head), spared));
    }

    private static AccountHead following(AccountHead head) {
        return head.next(head.accountFile(), head.openRanges());
    }

    /// Who was let in, and by which session if by one.
    private record Admitted(OpenAccount account, Optional<Session> session) {

        boolean isBy(UUID id) {
            return session.filter(own -> own.id().equals(id)).isPresent();
        }

        RevokedSession revoked(AccountHead head, UUID id) {
            return session.filter(own -> own.id().equals(id))
                    .map(Session::expiresAt)
                    .or(
                            () ->
                                    account.sessions().list(head).stream()
                                            .filter(each -> each.id().equals(id))
                                            .map(OpenSession::expiresAt)
                                            .findFirst())
                    .map(end -> new RevokedSession(id, end))
                    .orElseThrow(
                            () ->
                                    new Fault(
                                            FaultCode.NOT_FOUND,
                                            "no session %s is listed; all are ended, listed or not, by DELETE /v1/sessions"
                                                    .formatted(id)));
        }
    }

    private Admitted admit(String authorization, Caller caller) {
        return switch (Credentials.parse(authorization)) {
            case Token(String text) -> openByToken(text);
            case AccountPassword(var account, String password) ->
                    new Admitted(
                            passwords.unlock(account, password, caller.network()).account(),
                            Optional.empty());
        };
    }

    private Admitted openByToken(String token) {
        return switch (seal.open(token)) {
            case Valid(Session session) -> openBySession(session);
            case Expired(var account, Instant expiredAt) ->
                    throw new Fault(
                            FaultCode.TOKEN_EXPIRED,
                            "the session of account %s expired at %s: open a new one"
                                    .formatted(account, expiredAt));
            case Forged _ ->
                    throw new Fault(
                            FaultCode.TOKEN_REFUSED,
                            "this is no token of a session here: open a session");
        };
    }

    private Admitted openBySession(Session session) {
        OpenAccount account = accounts.open(session.account(), session.masterKey());
        if (account.resolveWithin(HEARD).head().sessions().refuse(session)) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "this session was ended: open a new one");
        }
        return new Admitted(account, Optional.of(session));
    }
}
