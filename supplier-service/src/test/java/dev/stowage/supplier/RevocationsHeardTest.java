package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServiceRole;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that placement believes no more, and a supplier that hears of it, or has not yet.
class RevocationsHeardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID GOOD = new UUID(3, 4);
    private static final UUID BAD = new UUID(5, 6);

    @TempDir Path data;
    private final SigningKey key = SigningKey.random(new SecureRandom());

    @Test
    void aRevokedServiceIsRefusedWithTheNextHeartbeatAndAfterARestart() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            Eventually.holds(PATIENCE, () -> believes(house, BAD));
            house.placement().revoke(BAD);
            Eventually.holds(PATIENCE, () -> refuses(house, BAD, FaultCode.TOKEN_REFUSED));
            assertThat(believes(house, GOOD)).isTrue();

            house.placement().setAway(true);
            house.restart("");
            assertThat(refuses(house, BAD, FaultCode.TOKEN_REFUSED)).isTrue();
            assertThat(refuses(house, GOOD, FaultCode.PLACEMENT_AWAY)).isTrue();

            house.placement().setAway(false);
            Eventually.holds(PATIENCE, () -> believes(house, GOOD));
            assertThat(refuses(house, BAD, FaultCode.TOKEN_REFUSED)).isTrue();
        }
    }

    @Test
    void aSupplierThatHasNotHeardPlacementForAnHourBelievesNoService() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            Eventually.holds(PATIENCE, () -> believes(house, GOOD));
            int refusals = house.placement().refusals();
            house.placement().setAway(true);
            Eventually.holds(PATIENCE, () -> house.placement().refusals() > refusals);
            house.clock().turn(Duration.ofHours(1));
            assertThat(believes(house, GOOD)).as("just within the hour").isTrue();
            house.clock().turn(Duration.ofMillis(1));
            assertThat(refuses(house, GOOD, FaultCode.PLACEMENT_AWAY)).isTrue();

            house.placement().setAway(false);
            Eventually.holds(PATIENCE, () -> believes(house, GOOD));
        }
    }

    @Test
    void aClockThatWasTurnedBackMakesNobodyBelieved() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            Eventually.holds(PATIENCE, () -> believes(house, GOOD));
            int refusals = house.placement().refusals();
            house.placement().setAway(true);
            Eventually.holds(PATIENCE, () -> house.placement().refusals() > refusals);
            house.clock().turn(Duration.ofHours(-3));
            assertThat(refuses(house, GOOD, FaultCode.PLACEMENT_AWAY)).isTrue();
        }
    }

    private boolean believes(PlainSupplier house, UUID service) {
        try {
            call(house, service);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }

    private boolean refuses(PlainSupplier house, UUID service, FaultCode code) {
        try {
            call(house, service);
            return false;
        } catch (Fault refused) {
            return refused.code() == code;
        }
    }

    private void call(PlainSupplier house, UUID service) {
        String bearer =
                house.placement()
                        .bearerOf(
                                service,
                                key,
                                ServiceRole.CUSTOMER,
                                house.supplier().membership().supplier());
        house.supplier().access().requireCustomerService(bearer);
    }
}
