package dev.stowage.transfer.token;

/// Where the tokens of this service come from.
public interface ServiceTokens {

    /// A token that is good for at least half a minute.
    ///
    /// @param audience a supplier's id, or [dev.stowage.protocol.token.AccountToken#PLACEMENT]
    /// @return the bare token, without `Bearer`
    String tokenFor(String audience);
}
