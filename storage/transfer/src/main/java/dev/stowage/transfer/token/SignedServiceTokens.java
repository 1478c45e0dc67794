package dev.stowage.transfer.token;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.token.ServiceToken;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/// Tokens that this service's key signs, with its certificate inside: two minutes each.
public final class SignedServiceTokens implements ServiceTokens {

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration RESERVE = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 4096;

    private final Supplier<String> certificate;
    private final SigningKey key;
    private final ExpiringTokens<Purpose> tokens;

    /// @param certificate the one that holds now; a renewed one is used at once
    public SignedServiceTokens(Supplier<String> certificate, SigningKey key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.tokens = new ExpiringTokens<>(MOST_KEPT, LIFE, RESERVE, clock);
    }

    @Override
    public String tokenFor(String audience) {
        Purpose purpose = new Purpose(audience, certificate.get());
        return tokens.get(
                purpose,
                expiresAt -> ServiceToken.sign(purpose.certificate, audience, expiresAt, key));
    }

    private record Purpose(String audience, String certificate) {}
}
