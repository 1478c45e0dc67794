package dev.stowage.transfer.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.transfer.fleet.Account;
import dev.stowage.transfer.fleet.SteppedClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedTokensTest {

    private final SteppedClock clock = new SteppedClock();
    private final Account account = new Account(7, clock);
    private final SupplierId supplier = new SupplierId(new UUID(0, 1));

    @Test
    void aSupplierBelievesThem() {
        String token = account.tokens().tokenFor(supplier, Scope.STORE);
        AccountToken verified =
                AccountToken.verify(
                        token, OwnerKey.first(account.owner()), supplier.toString(), clock);
        assertThat(verified.account()).isEqualTo(account.number());
        assertThat(verified.scopes()).containsExactly(Scope.STORE);
    }

    @Test
    void placementBelievesThem() {
        String token = account.tokens().tokenForPlacement(Scope.COMMIT);
        assertThat(
                        AccountToken.verify(
                                        token,
                                        OwnerKey.first(account.owner()),
                                        AccountToken.PLACEMENT,
                                        clock)
                                .scopes())
                .isEqualTo(Set.of(Scope.COMMIT));
    }

    @Test
    void theyAreMadeOnceForEachPurpose() {
        String token = account.tokens().tokenFor(supplier, Scope.STORE);
        assertThat(account.tokens().tokenFor(supplier, Scope.STORE)).isSameAs(token);
        assertThat(account.tokens().tokenFor(supplier, Scope.FETCH)).isNotEqualTo(token);
        assertThat(account.tokens().tokenFor(new SupplierId(new UUID(0, 2)), Scope.STORE))
                .isNotEqualTo(token);
    }

    @Test
    void theyAreRenewedAMinuteBeforeTheyExpire() {
        String token = account.tokens().tokenFor(supplier, Scope.STORE);
        clock.step(Duration.ofSeconds(239));
        assertThat(account.tokens().tokenFor(supplier, Scope.STORE)).isSameAs(token);
        clock.step(Duration.ofSeconds(2));
        String renewed = account.tokens().tokenFor(supplier, Scope.STORE);
        assertThat(renewed).isNotEqualTo(token);
        assertThat(
                        AccountToken.verify(
                                        renewed,
                                        OwnerKey.first(account.owner()),
                                        supplier.toString(),
                                        clock)
                                .expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void noMoreAreKeptThanMayBe() {
        ExpiringTokens<Integer> tokens =
                new ExpiringTokens<>(2, Duration.ofMinutes(5), Duration.ofMinutes(1), clock);
        Set<Integer> signed = new HashSet<>();
        for (int purpose : new int[] {1, 2, 1, 3}) {
            tokens.get(purpose, expiry -> "token " + purpose + signed.add(purpose));
        }
        signed.clear();
        tokens.get(1, expiry -> "again" + signed.add(1));
        tokens.get(3, expiry -> "again" + signed.add(3));
        assertThat(signed).as("the least used went").isEmpty();
        tokens.get(2, expiry -> "again" + signed.add(2));
        assertThat(signed).containsExactly(2);
    }

    @Test
    void servicesShowTheirNewestCertificate() {
        SigningKey placement = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
        AtomicReference<String> certificate = new AtomicReference<>(certificate(placement, 1));
        ServiceTokens tokens = new SignedServiceTokens(certificate::get, account.key(), clock);
        String token = tokens.tokenFor("placement");
        assertThat(tokens.tokenFor("placement")).isSameAs(token);
        assertThat(
                        ServiceToken.verify(
                                        token,
                                        placement.verifyingKey(),
                                        "placement",
                                        ServiceRole.CUSTOMER,
                                        clock)
                                .service())
                .isEqualTo(new UUID(0, 5));
        certificate.set(certificate(placement, 2));
        assertThat(tokens.tokenFor("placement")).isNotEqualTo(token);
    }

    private String certificate(SigningKey placement, int days) {
        return new ServiceCertificate(
                        new UUID(0, 5),
                        ServiceRole.CUSTOMER,
                        account.owner(),
                        clock.instant().plus(Duration.ofDays(days)))
                .sign(placement);
    }
}
