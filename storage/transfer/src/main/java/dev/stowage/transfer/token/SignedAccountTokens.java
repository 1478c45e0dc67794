package dev.stowage.transfer.token;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// Tokens that the account's own key signs: five minutes each, one for each audience and scope.
public final class SignedAccountTokens implements AccountTokens {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 4096;

    private final AccountNumber account;
    private final int rotation;
    private final SigningKey key;
    private final ExpiringTokens<Purpose> tokens;

    /// @param rotation which of the account's keys it is
    public SignedAccountTokens(AccountNumber account, int rotation, SigningKey key, Clock clock) {
        this.account = account;
        this.rotation = rotation;
        this.key = key;
        this.tokens = new ExpiringTokens<>(MOST_KEPT, LIFE, RESERVE, clock);
    }

    @Override
    public AccountNumber account() {
        return account;
    }

    @Override
    public String tokenFor(SupplierId supplier, Scope scope) {
        return tokenFor(new Purpose(supplier.toString(), scope));
    }

    /// A token for placement, that is good for at least a minute.
    ///
    /// @return the bare token, without `Bearer`
    public String tokenForPlacement(Scope scope) {
        return tokenFor(new Purpose(AccountToken.PLACEMENT, scope));
    }

    private String tokenFor(Purpose purpose) {
        return tokens.get(
                purpose,
                expiresAt ->
                        new AccountToken(
                                        account,
                                        rotation,
                                        purpose.audience,
                                        Set.of(purpose.scope),
                                        expiresAt)
                                .sign(key));
    }

    private record Purpose(String audience, Scope scope) {}
}
