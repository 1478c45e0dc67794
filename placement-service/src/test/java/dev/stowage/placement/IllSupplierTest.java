package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierPage;
import dev.stowage.protocol.placement.SupplierView;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.placement.VolumeState;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A supplier among others that says that it is ill, leaves, or is being maintained.
class IllSupplierTest {

    private static final int SUPPLIERS = 9;

    @TempDir Path data;
    private final TestClock clock = new TestClock();
    private House house;
    private FakeSupplier one;
    private String operator;

    @BeforeEach
    void open() throws Exception {
        house = House.open(data, Map.of("stowage.placement.heartbeat-interval", "10m"), clock);
        house.joinSuppliers(SUPPLIERS - 1, 1);
        house.awaitCarriers(SUPPLIERS - 1);
        one = house.suppliers().getLast();
        operator = house.operator();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<SupplierId> chosen() {
        return TestAccount.reserve(house).reservation().orders().stream()
                .map(SupplierOrder::supplier)
                .toList();
    }

    private void assertThatNothingNewComesToIt() {
        for (int i = 0; i < 20; i++) {
            assertThat(chosen()).doesNotContain(one.id());
        }
        Faults.assertFault(FaultCode.TOO_FEW_SUPPLIERS, () -> TestAccount.reserve(house, null, 0));
    }

    private boolean isAlive() {
        return house.carriers(SUPPLIERS).stream()
                .filter(carrier -> carrier.supplier().equals(one.id()))
                .allMatch(ServedCarrier::alive);
    }

    @ParameterizedTest
    @EnumSource(
            value = VolumeCondition.class,
            names = {"FULL", "FAILED"})
    void nothingNewComesToAVolumeThatDoesNotServe(VolumeCondition condition) {
        one.beat(condition, null, null);

        assertThatNothingNewComesToIt();
        assertThat(isAlive()).isTrue();
        assertThat(view().volumes()).extracting(VolumeState::condition).containsExactly(condition);
        assertThat(gauge("stowage.volumes", "condition", condition.name().toLowerCase(Locale.ROOT)))
                .isEqualTo(1);

        one.beat();
        assertThat(TestAccount.reserve(house, null, 0).reservation().orders())
                .extracting(SupplierOrder::supplier)
                .contains(one.id());
    }

    @Test
    void aVolumeThatDoesNotServeGetsNoCarriers() {
        FakeSupplier full = new FakeSupplier(house, 8);
        full.beat(VolumeCondition.FULL, null, null);
        FakeSupplier leaving = new FakeSupplier(house, 8);
        leaving.beat(VolumeCondition.SERVING, clock.instant().plus(Duration.ofDays(30)), null);
        house.joinSuppliers(SUPPLIERS - 1, 1);
        house.awaitCarriers(2 * (SUPPLIERS - 1));

        assertThat(full.assigned()).isEmpty();
        assertThat(leaving.assigned()).isEmpty();
    }

    @Test
    void nothingNewComesToOneThatLeavesAndAllElseGoesOn() {
        Instant end = clock.instant().plus(Duration.ofDays(30));
        one.beat(VolumeCondition.SERVING, end, null);

        assertThatNothingNewComesToIt();
        assertThat(isAlive()).isTrue();
        assertThat(view().leavesAt()).isEqualTo(end);
        assertThat(gauge("stowage.suppliers.leaving")).isEqualTo(1);
    }

    @Test
    void oneThatIsMaintainedIsAwayUntilItSaid() {
        Instant until = clock.instant().plus(Duration.ofSeconds(20));
        one.beat(VolumeCondition.SERVING, null, until);

        assertThatNothingNewComesToIt();
        assertThat(isAlive()).isFalse();
        assertThat(view().maintainedUntil()).isEqualTo(until);
        assertThat(gauge("stowage.suppliers.maintained")).isEqualTo(1);

        clock.advance(Duration.ofSeconds(20));
        assertThat(isAlive()).isTrue();
        assertThat(gauge("stowage.suppliers.maintained")).isZero();
    }

    @Test
    void allSuppliersAreListedInPagesForTheOperatorAlone() {
        SupplierPage first = house.suppliersApi().suppliers(operator, null, 5);
        SupplierPage rest = house.suppliersApi().suppliers(operator, first.next(), 5);

        assertThat(first.suppliers()).hasSize(5);
        assertThat(rest.suppliers()).hasSize(SUPPLIERS - 1 - 5);
        assertThat(rest.next()).isNull();
        Faults.assertFault(
                FaultCode.INVALID_REQUEST,
                () -> house.suppliersApi().suppliers(operator, null, 1001));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.suppliersApi().suppliers(one.token(), null, null));
    }

    private SupplierView view() {
        return house.suppliersApi().suppliers(operator, null, null).suppliers().stream()
                .filter(each -> each.supplier().equals(one.id()))
                .findFirst()
                .orElseThrow();
    }

    private double gauge(String name, String... tags) {
        return house.bean(MeterRegistry.class).get(name).tags(tags).gauge().value();
    }
}
