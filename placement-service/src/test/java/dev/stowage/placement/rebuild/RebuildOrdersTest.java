package dev.stowage.placement.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.Faults;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RebuildOrdersTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final CarrierGroup GROUP = CarrierGroup.valueOf("8/0");
    private static final SupplierId REBUILDER = new SupplierId(new UUID(3, 4));
    private static final SupplierId REVOKED = new SupplierId(new UUID(5, 6));

    private static final VerifyingKey KEY = SigningKey.ofSeed(new byte[32]).verifyingKey();
    private static final CarrierSet CARRIERS =
            CarrierSet.of(List.of(new CarrierId(10), new CarrierId(12)));

    private final TestClock clock = new TestClock();
    private final Identity identity = new Identity(SigningKey.random(new SecureRandom()));
    private final RebuildOrders orders =
            new RebuildOrders(
                    identity,
                    service -> {
                        if (service.equals(REVOKED.value())) {
                            throw new Fault(FaultCode.TOKEN_REFUSED, "revoked");
                        }
                    },
                    new Random(1),
                    clock);

    private String order(SupplierId rebuilder) {
        return orders.order(
                ACCOUNT,
                KEY,
                GROUP,
                CARRIERS,
                new BlockNumber(100),
                new BlockNumber(200),
                rebuilder);
    }

    private RebuildOrder verify(String token) {
        return RebuildOrder.verify(token, identity.verifyingKey(), REBUILDER, clock);
    }

    @Test
    void anOrderIsForItsRebuilderAndForSixHours() {
        RebuildOrder order = verify(order(REBUILDER));

        assertThat(order.account()).isEqualTo(ACCOUNT);
        assertThat(order.group()).isEqualTo(GROUP);
        assertThat(order.key()).isEqualTo(KEY);
        assertThat(order.carriers()).isEqualTo(CARRIERS);
        assertThat(order.first()).isEqualTo(new BlockNumber(100));
        assertThat(order.last()).isEqualTo(new BlockNumber(200));
        assertThat(order.expiresAt()).isEqualTo(order.issuedAt().plus(RebuildOrders.LIFE));
        assertThat(verify(order(REBUILDER)).id()).isNotEqualTo(order.id());
    }

    @Test
    void nobodyWhoWasRevokedGetsOne() {
        Faults.assertFault(FaultCode.TOKEN_REFUSED, () -> order(REVOKED));
    }

    @Test
    void anOrderEnds() {
        String token = order(REBUILDER);
        clock.advance(RebuildOrders.LIFE.plusMinutes(3));
        Faults.assertFault(FaultCode.TOKEN_EXPIRED, () -> verify(token));
    }
}
