package dev.stowage.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders about carriers that an account overrode.
class ContractOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SigningKey PLACEMENT = SigningKey.ofSeed(new byte[32]);
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(3, 4));
    private static final UUID VOLUME = new UUID(5, 6);
    private static final Overrides INSTEAD =
            new Overrides(
                    Map.of(
                            new CarrierId(8), new CarrierId(101),
                            new CarrierId(9), new CarrierId(102)));

    private static ContractOrder order(Overrides instead) {
        return new ContractOrder(
                new AccountNumber(7),
                PLACEMENT.verifyingKey(),
                OwnerKey.first(PLACEMENT.verifyingKey()),
                SUPPLIER,
                4096,
                List.of(assigned(8), assigned(9), assigned(30)),
                instead,
                NOW.plusSeconds(60));
    }

    private static AssignedCarrier assigned(long carrier) {
        return new AssignedCarrier(new CarrierId(carrier), 3, VOLUME);
    }

    private static ContractOrder verify(String token) {
        return ContractOrder.verify(token, PLACEMENT.verifyingKey(), SUPPLIER, CLOCK);
    }

    @Test
    void saysWhoHoldsWhatTheAccountOverrode() {
        assertThat(verify(order(INSTEAD).sign(PLACEMENT))).isEqualTo(order(INSTEAD));
        assertThat(order(INSTEAD).served())
                .containsExactly(assigned(101), assigned(102), assigned(30));
    }

    @Test
    void anOrderWithoutOverridesIsThatOfEarlierBuilds() {
        ContractOrder order = order(Overrides.NONE);
        assertThat(
                        JsonWebToken.claims(ContractOrder.TYPE, parsed(order.sign(PLACEMENT)))
                                .getClaims())
                .doesNotContainKey("instead");
        assertThat(verify(order.sign(PLACEMENT))).isEqualTo(order);
    }

    private static com.nimbusds.jwt.SignedJWT parsed(String token) {
        return JsonWebToken.parse(ContractOrder.TYPE, token);
    }

    @Test
    void holdersAreNamedForCarriersOfTheOrderAlone() {
        Overrides foreign = new Overrides(Map.of(new CarrierId(10), new CarrierId(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> order(foreign));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8:8", "10:101", "8:x", "8:-1", "8:101 8:102", "8:101 9:101"})
    void anOrderThatContradictsItselfIsRefused(String instead) {
        ContractOrder order = order(Overrides.NONE);
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder(
                                JsonWebToken.claims(
                                        ContractOrder.TYPE, parsed(order.sign(PLACEMENT))))
                        .claim("instead", List.of(instead.split(" ")))
                        .build();
        String token = JsonWebToken.sign(ContractOrder.TYPE, claims, PLACEMENT);
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> verify(token))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.TOKEN_REFUSED));
    }
}
