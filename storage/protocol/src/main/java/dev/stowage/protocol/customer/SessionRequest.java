package dev.stowage.protocol.customer;

import dev.stowage.format.address.AccountNumber;

/// Account and password, or recovery code in its place.
public record SessionRequest(AccountNumber account, String password) {

    /// Without the password.
    @Override
    public String toString() {
        return "SessionRequest[account=%s]".formatted(account);
    }
}
