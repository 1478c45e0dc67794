package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Commits;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.PasswordRule;
import dev.stowage.format.key.Unlocker;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.List;
import java.util.stream.Stream;

/// Changes passwords: the master key is wrapped anew, nothing else.
public final class PasswordChanger {

    private final Passwords passwords;
    private final PasswordLock lock;
    private final Commits commits;

    public PasswordChanger(Passwords passwords, PasswordLock lock, Commits commits) {
        this.passwords = passwords;
        this.lock = lock;
        this.commits = commits;
    }

    /// The recovery code stays as it is.
    ///
    /// @throws Fault `unauthenticated` if the current password is wrong, `weak-password`
    public void change(OpenAccount account, PasswordChange change) {
        Password replacement = requireStrong(change.replacement(), account.number());
        List<Unlocker> before = account.resolveStrictly().head().unlockers();
        MasterKey master = passwords.prove(account.number(), change.current(), before).master();
        Unlocker unlocker =
                Passwords.unbusy(() -> lock.lock(master, replacement, account.number()));
        commits.changeHead(account, head -> requireUnchanged(head, before, unlocker));
    }

    static Password requireStrong(String text, AccountNumber account) {
        Password password = Password.of(text);
        PasswordRule.refusal(password, account)
                .ifPresent(
                        reason -> {
                            throw new Fault(FaultCode.WEAK_PASSWORD, reason);
                        });
        return password;
    }

    private static AccountHead requireUnchanged(
            AccountHead head, List<Unlocker> before, Unlocker unlocker) {
        if (!head.unlockers().equals(before)) {
            throw new Fault(
                    FaultCode.UNAUTHENTICATED,
                    "the password was changed by somebody else just now");
        }
        List<Unlocker> after =
                Stream.concat(
                                Stream.of(unlocker),
                                before.stream()
                                        .filter(each -> each.kind() != Unlocker.Kind.PASSWORD))
                        .toList();
        return head.unlockedBy(after);
    }
}
