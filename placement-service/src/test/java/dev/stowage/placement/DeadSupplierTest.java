package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier of which nothing is heard any more, over HTTP.
class DeadSupplierTest {

    private static final int SUPPLIERS = 8;
    private static final int CARRIERS_EACH = 2;
    private static final Duration THREE_HEARTBEATS = Duration.ofSeconds(30);

    @TempDir Path data;

    private final TestClock clock = new TestClock();

    @Test
    void isNotChosenUntilItIsHeardAgain() {
        Map<String, Object> tenSeconds = Map.of("stowage.placement.heartbeat-interval", "10s");
        try (House house = House.open(data, tenSeconds, clock)) {
            List<FakeSupplier> living =
                    new ArrayList<>(house.joinSuppliers(SUPPLIERS, CARRIERS_EACH));
            house.awaitCarriers(SUPPLIERS * CARRIERS_EACH);
            FakeSupplier silent = living.removeLast();
            clock.advance(THREE_HEARTBEATS.plusMillis(1));
            living.forEach(FakeSupplier::beat);

            assertThat(dead(house)).containsOnly(silent.id()).hasSize(CARRIERS_EACH);
            assertThat(suppliers(house, true)).isEqualTo(SUPPLIERS - 1);
            assertThat(suppliers(house, false)).isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                assertThat(TestAccount.reserve(house).reservation().orders())
                        .extracting(SupplierOrder::supplier)
                        .doesNotContain(silent.id());
            }
            Fault fault =
                    Faults.assertFault(
                            FaultCode.TOO_FEW_SUPPLIERS, () -> TestAccount.reserve(house, null, 0));
            assertThat(fault.facts()).containsEntry("available", SUPPLIERS - 1);

            house.suppliers().forEach(FakeSupplier::beat);
            assertThat(dead(house)).isEmpty();
            assertThat(TestAccount.reserve(house, null, 0).reservation().orders())
                    .extracting(SupplierOrder::supplier)
                    .contains(silent.id());
        }
    }

    private static List<SupplierId> dead(House house) {
        return house.carriers(SUPPLIERS * CARRIERS_EACH).stream()
                .filter(carrier -> !carrier.alive())
                .map(ServedCarrier::supplier)
                .toList();
    }

    private static double suppliers(House house, boolean alive) {
        return house.bean(MeterRegistry.class)
                .get("stowage.suppliers")
                .tag("alive", String.valueOf(alive))
                .gauge()
                .value();
    }
}
