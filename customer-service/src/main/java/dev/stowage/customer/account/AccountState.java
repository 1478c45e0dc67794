package dev.stowage.customer.account;

import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;

/// An account at one version: its head and what the account file says. Immutable.
public record AccountState(CountersignedHead countersigned, AccountFile file) {

    public AccountHead head() {
        return countersigned.head();
    }

    public long version() {
        return head().version();
    }

    public Catalogue catalogue() {
        return file.catalogue();
    }
}
