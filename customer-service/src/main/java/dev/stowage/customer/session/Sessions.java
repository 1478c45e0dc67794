package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.customer.session.Credentials.AccountPassword;
import dev.stowage.customer.session.Credentials.Token;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Session;
import dev.stowage.format.key.SessionSeal;
import dev.stowage.format.key.SessionSeal.Expired;
import dev.stowage.format.key.SessionSeal.Forged;
import dev.stowage.format.key.SessionSeal.Valid;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Opens sessions, and accounts by them.
public final class Sessions {

    private final OpenAccounts accounts;
    private final Passwords passwords;
    private final SessionSeal seal;
    private final SecureRandom random;
    private final Clock clock;
    private final Duration life;

    public Sessions(
            OpenAccounts accounts,
            Passwords passwords,
            SessionSeal seal,
            SecureRandom random,
            Clock clock,
            Duration life) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.seal = seal;
        this.random = random;
        this.clock = clock;
        this.life = life;
    }

    /// @throws Fault `unauthenticated`, `too-many-requests`, `busy`, `placement-away`
    public SessionOpened open(SessionRequest request) {
        return open(
                request.account(),
                passwords.unlock(request.account(), request.password()).master());
    }

    /// A session of whoever has the master key.
    SessionOpened open(AccountNumber account, MasterKey master) {
        Instant expiresAt = clock.instant().plus(life).truncatedTo(ChronoUnit.MILLIS);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Session session = new Session(account, master, id, expiresAt);
        return new SessionOpened(seal.seal(session), expiresAt);
    }

    /// The account of whoever sends this header.
    ///
    /// @param authorization value of the header
    /// @throws Fault `unauthenticated`, `token-expired`, `token-refused`, `too-many-requests`
    public OpenAccount authenticate(String authorization) {
        return switch (Credentials.parse(authorization)) {
            case Token(String text) -> openByToken(text);
            case AccountPassword(var account, String password) ->
                    passwords.unlock(account, password).account();
        };
    }

    private OpenAccount openByToken(String token) {
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

    private OpenAccount openBySession(Session session) {
        OpenAccount account = accounts.open(session.account(), session.masterKey());
        if (account.known().head().revokedSessions().contains(session.id())) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "this session was revoked: open a new one");
        }
        return account;
    }
}
