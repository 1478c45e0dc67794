package dev.stowage.protocol.customer;

import dev.stowage.format.address.AccountNumber;

/// A new account.
///
/// @param recoveryCode opens the account when the password is lost; shown only here, kept nowhere
public record Registered(
        AccountNumber account,
        String recoveryCode,
        LayoutView layout,
        long neededSpace,
        long supplierQuota) {

    /// Without the recovery code.
    @Override
    public String toString() {
        return "Registered[account=%s, layout=%s]".formatted(account, layout);
    }
}
