package dev.stowage.transfer.token;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.Overrides;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;

/// How one account reaches its suppliers, by one head of it.
///
/// @param overrides who holds what belongs on its carriers
public record AccountAccess(AccountTokens tokens, Overrides overrides) {

    public AccountNumber account() {
        return tokens.account();
    }

    /// As [AccountTokens#tokenFor].
    public String tokenFor(SupplierId supplier, Scope scope) {
        return tokens.tokenFor(supplier, scope);
    }
}
