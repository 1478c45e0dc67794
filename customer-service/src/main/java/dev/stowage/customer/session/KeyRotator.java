package dev.stowage.customer.session;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.customer.commit.KeyRotation;
import dev.stowage.customer.session.Passwords.Proved;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.RecoveryCode;
import dev.stowage.format.key.Secret;
import dev.stowage.format.key.Unlocker;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.security.SecureRandom;
import java.util.List;

/// Gives accounts new master keys: whoever has the former one, by an old head and an old password
/// or by a session, has nothing any more but what he read before.
public final class KeyRotator {

    private final Passwords passwords;
    private final PasswordLock lock;
    private final OpenAccounts accounts;
    private final KeyRotation rotation;
    private final Sessions sessions;
    private final SecureRandom random;

    public KeyRotator(
            Passwords passwords,
            PasswordLock lock,
            OpenAccounts accounts,
            KeyRotation rotation,
            Sessions sessions,
            SecureRandom random) {
        this.passwords = passwords;
        this.lock = lock;
        this.accounts = accounts;
        this.rotation = rotation;
        this.sessions = sessions;
        this.random = random;
    }

    /// Rotates the account's keys. Without an answer it may have happened or not: the password that
    /// was asked for opens the account then, and another rotation gives another recovery code.
    ///
    /// @param caller gets a new session
    /// @throws Fault `unauthenticated` if the current password is wrong, `weak-password`,
    ///   `invalid-request` if a recovery code comes without a new password
    public Rotated rotate(OpenAccount account, RotationRequest request, Caller caller) {
        return passwords.whileProved(
                account,
                request.current(),
                caller.network(),
                (before, proved) -> rotate(account, request, caller, before, proved));
    }

    private Rotated rotate(
            OpenAccount account,
            RotationRequest request,
            Caller caller,
            List<Unlocker> before,
            Proved proved) {
        Secret password = password(account, request, proved.secret());
        RecoveryCode recovery = RecoveryCode.random(random);
        MasterKey master = MasterKey.random(random);
        List<Unlocker> unlockers =
                List.of(lock(account, master, password), lock(account, master, recovery));
        AccountKeys keys =
                new AccountKeys(master, account.number(), random)
                        .withRecordKey(account.keys().recordKey());
        AccountState state = rotation.rotate(account, keys, unlockers, before);
        OpenAccount renewed = accounts.succeed(account, master, keys, state);
        rotation.keep(renewed);
        SessionOpened session = sessions.open(renewed, master, caller);
        return new Rotated(
                state.head().owner().rotation(),
                recovery.dangerousText(),
                session.token(),
                session.expiresAt());
    }

    private static Secret password(OpenAccount account, RotationRequest request, Secret current) {
        if (request.replacement() != null) {
            return PasswordChanger.requireStrong(request.replacement(), account.number());
        }
        if (current.kind() != Unlocker.Kind.PASSWORD) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a recovery code opens the account once more: give a replacement, the password from now on");
        }
        return current;
    }

    private Unlocker lock(OpenAccount account, MasterKey master, Secret secret) {
        return Passwords.unbusy(() -> lock.lock(master, secret, account.number()));
    }
}
