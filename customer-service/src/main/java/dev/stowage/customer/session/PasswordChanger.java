package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Commits;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.PasswordRule;
import dev.stowage.format.key.Unlocker;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

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
    /// @param network where the current password comes from
    /// @throws Fault `unauthenticated` if the current password is wrong, `weak-password`
    public void change(OpenAccount account, PasswordChange change, ClientNetwork network) {
        Password replacement = requireStrong(change.replacement(), account.number());
        var _ =
                passwords.whileProved(
                        account,
                        change.current(),
                        network,
                        (before, proved) -> {
                            Unlocker unlocker =
                                    Passwords.unbusy(
                                            () ->
                                                    lock.lock(
                                                            proved.master(),
                                                            replacement,
                                                            account.number()));
                            return commits.changeHead(
                                    account, head -> Passwords.replaced(head, before, unlocker));
                        });
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
}
