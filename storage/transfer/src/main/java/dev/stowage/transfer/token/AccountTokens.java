package dev.stowage.transfer.token;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;

/// Where the tokens of one account come from, while its key is at hand.
public interface AccountTokens {

    AccountNumber account();

    /// A token that is good for at least a minute.
    ///
    /// @return the bare token, without `Bearer`
    String tokenFor(SupplierId supplier, Scope scope);
}
