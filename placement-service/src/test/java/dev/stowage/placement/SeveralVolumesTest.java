package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suppliers with two volumes each.
class SeveralVolumesTest {

    private static final int SUPPLIERS = 4;
    private static final int CARRIERS = 16;

    @TempDir Path data;
    private final List<FakeSupplier> suppliers = new ArrayList<>();
    private House house;

    @BeforeEach
    void open() {
        house =
                House.open(
                        data,
                        Map.of("stowage.placement.octet-suppliers", SUPPLIERS),
                        Clock.systemUTC());
        for (int i = 0; i < SUPPLIERS; i++) {
            FakeSupplier supplier = new FakeSupplier(house, 2, 2);
            supplier.beat();
            suppliers.add(supplier);
        }
        house.awaitCarriers(CARRIERS);
        suppliers.forEach(supplier -> supplier.awaitAssigned(CARRIERS / SUPPLIERS));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void carriersAreOnDistinctSuppliersNotOnlyOnDistinctVolumes() {
        List<ServedCarrier> carriers = house.carriers(CARRIERS);

        for (int first = 0; first + SUPPLIERS <= CARRIERS; first += SUPPLIERS) {
            assertThat(carriers.subList(first, first + SUPPLIERS))
                    .extracting(ServedCarrier::supplier)
                    .doesNotHaveDuplicates();
        }
        for (FakeSupplier supplier : suppliers) {
            for (UUID volume : supplier.volumes()) {
                assertThat(carriers).filteredOn(each -> each.volume().equals(volume)).hasSize(2);
            }
        }
        assertThat(TestAccount.reserve(house).reservation().orders())
                .extracting(SupplierOrder::supplier)
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void anOrderIsAboutOneVolume() {
        TestAccount account = TestAccount.reserve(house, null, 0);

        List<SupplierOrder> orders = account.reservation().orders();

        assertThat(orders).extracting(SupplierOrder::volume).doesNotHaveDuplicates();
        int carriers = 0;
        long quota = 0;
        for (SupplierOrder order : orders) {
            ContractOrder believed =
                    ContractOrder.verify(
                            order.order(),
                            house.joinedCustomer().placementKey(),
                            order.supplier(),
                            Clock.systemUTC());
            assertThat(believed.carriers())
                    .extracting(AssignedCarrier::volume)
                    .containsOnly(order.volume());
            carriers += believed.carriers().size();
            quota += believed.quota();
        }
        assertThat(carriers).isEqualTo(8);
        assertThat(quota).isEqualTo(2 * TestAccount.NEEDED_SPACE);
    }

    @Test
    void aVolumeThatIsNotNamedIsAwayAndComesBackAsItWas() {
        FakeSupplier supplier = suppliers.getFirst();
        UUID lost = supplier.volumes().getLast();
        List<AssignedCarrier> before = supplier.assigned();

        List<AssignedCarrier> left = supplier.assigned(supplier.beat(List.of(supplier.volume())));

        assertThat(left).extracting(AssignedCarrier::volume).containsOnly(supplier.volume());
        assertThat(house.carriers(CARRIERS)).hasSize(CARRIERS);
        assertThat(house.carriers(CARRIERS))
                .filteredOn(each -> !each.alive())
                .extracting(ServedCarrier::volume)
                .hasSize(2)
                .containsOnly(lost);
        for (int i = 0; i < 20; i++) {
            assertThat(TestAccount.reserve(house).reservation().orders())
                    .extracting(SupplierOrder::volume)
                    .doesNotContain(lost);
        }

        assertThat(supplier.assigned()).isEqualTo(before);
        assertThat(house.carriers(CARRIERS)).allMatch(ServedCarrier::alive);
    }

    @Test
    void aVolumeTakesOverTheCarriersOfAnotherOneInTheirNextGeneration() {
        FakeSupplier supplier = suppliers.getFirst();
        UUID from = supplier.volumes().getFirst();
        UUID to = supplier.volumes().getLast();

        List<AssignedCarrier> after = supplier.assigned(supplier.move(from, to));

        assertThat(after).hasSize(4).extracting(AssignedCarrier::volume).containsOnly(to);
        assertThat(after)
                .extracting(AssignedCarrier::generation)
                .containsExactlyInAnyOrder(1, 1, 2, 2);
        assertThat(supplier.assigned(supplier.move(from, to))).isEqualTo(after);
        assertThat(house.carriers(CARRIERS))
                .filteredOn(each -> each.supplier().equals(supplier.id()))
                .extracting(ServedCarrier::generation)
                .containsExactlyInAnyOrder(1, 1, 2, 2);
    }

    @Test
    void nobodyGivesCarriersToTheVolumeOfAnotherSupplier() {
        UUID foreign = suppliers.getLast().volume();
        FakeSupplier supplier = suppliers.getFirst();

        Faults.assertFault(FaultCode.FORBIDDEN, () -> supplier.move(supplier.volume(), foreign));

        assertThat(supplier.assigned()).allMatch(each -> each.generation() == 1).hasSize(4);
    }
}
