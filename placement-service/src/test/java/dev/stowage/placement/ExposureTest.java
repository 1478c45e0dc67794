package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ExposurePage;
import dev.stowage.protocol.placement.ExposureView;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What would be lost with whom, over HTTP: eight suppliers in four zones.
class ExposureTest {

    private static final int ZONES = 4;
    private static final int OF_ZONE = 2;
    private static final int SUPPLIERS = ZONES * OF_ZONE;

    @TempDir Path data;

    private final TestClock clock = new TestClock();
    private final List<FakeSupplier> suppliers = new ArrayList<>();
    private House house;

    @BeforeEach
    void open() throws Exception {
        house = House.open(data, Map.of(), clock);
        for (int zone = 0; zone < ZONES; zone++) {
            String code =
                    house.api()
                            .makeJoinCode(
                                    house.operator(),
                                    new JoinCodeRequest(
                                            ServiceRole.SUPPLIER, null, "z" + zone, OF_ZONE, 60))
                            .code();
            for (int i = 0; i < OF_ZONE; i++) {
                FakeSupplier supplier = new FakeSupplier(house, 1, 1, code);
                supplier.beat();
                suppliers.add(supplier);
            }
        }
        house.awaitCarriers(SUPPLIERS);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ExposurePage page(String by, @Nullable String after, @Nullable Integer limit) {
        return house.exposureApi().exposure(operator(), by, after, limit);
    }

    private String operator() {
        try {
            return house.operator();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map<String, ExposureView> all(String by) {
        return page(by, null, null).exposures().stream()
                .collect(Collectors.toMap(ExposureView::of, each -> each));
    }

    private TestAccount store(@Nullable Integer number, @Nullable Integer level) {
        TestAccount account = TestAccount.reserve(house, number, level);
        house.api().swapHead(account.token(Scope.COMMIT), account.number(), account.swap(1, 1));
        return account;
    }

    private static Set<SupplierId> suppliersOf(TestAccount account) {
        return account.reservation().orders().stream()
                .map(SupplierOrder::supplier)
                .collect(Collectors.toSet());
    }

    @Test
    void countsTheAccountsOfEachSupplierAndWhatItsLossWouldCost() {
        TestAccount account = store(4, null);
        store(null, 0);
        TestAccount.reserve(house);
        Set<SupplierId> holders = suppliersOf(account);

        Map<String, ExposureView> exposures = all("supplier");

        assertThat(exposures).hasSize(SUPPLIERS);
        for (FakeSupplier supplier : suppliers) {
            long accounts = holders.contains(supplier.id()) ? 2 : 1;
            assertThat(exposures.get(supplier.id().toString()))
                    .isEqualTo(new ExposureView(supplier.id().toString(), 1, accounts, 0, 0));
        }
    }

    @Test
    void countsWhoHoldsInAnothersPlace() {
        TestAccount account = store(4, null);
        Layout layout = account.reservation().layout();
        CarrierId carrier = layout.carrier(0, BlockNumber.FIRST);
        ServedCarrier holder =
                house.carriers(SUPPLIERS).stream()
                        .filter(each -> !layout.covers(each.carrier()))
                        .findFirst()
                        .orElseThrow();
        house.api()
                .swapHead(
                        account.token(Scope.COMMIT),
                        account.number(),
                        account.swap(
                                2,
                                2,
                                head -> head.replacing(carrier, holder.carrier()),
                                List.of()));

        Map<String, ExposureView> exposures = all("supplier");

        assertThat(exposures.get(holder.supplier().toString()).accounts()).isEqualTo(1);
        SupplierId former = house.carriers(SUPPLIERS).get((int) carrier.value()).supplier();
        assertThat(exposures.get(former.toString()).accounts()).isZero();
    }

    @Test
    void whatIsLostAlreadyBringsTheOthersToTheirTolerance() {
        TestAccount account = store(4, null);
        Set<SupplierId> holders = suppliersOf(account);
        Set<SupplierId> gone = new HashSet<>();
        for (SupplierId holder : holders) {
            house.servicesApi().revoke(operator(), holder.value());
            gone.add(holder);
            clock.advance(Duration.ofSeconds(31));
            Map<String, ExposureView> exposures = all("supplier");
            for (SupplierId each : holders) {
                ExposureView view = exposures.get(each.toString());
                int lost = gone.size() + (gone.contains(each) ? 0 : 1);
                assertThat(view.unreadable()).isEqualTo(lost > 2 ? 1 : 0);
                assertThat(view.atTolerance()).isEqualTo(lost == 2 ? 1 : 0);
            }
        }
    }

    @Test
    void aZoneVanishesWithAllItsSuppliers() {
        store(null, 0);
        assertThat(all("zone"))
                .isEqualTo(
                        Map.of(
                                "z0", new ExposureView("z0", 2, 1, 0, 0),
                                "z1", new ExposureView("z1", 2, 1, 0, 0),
                                "z2", new ExposureView("z2", 2, 1, 0, 0),
                                "z3", new ExposureView("z3", 2, 1, 0, 0)));
        suppliers.subList(0, 2).forEach(each -> revoke(each.id()));
        clock.advance(Duration.ofSeconds(31));
        assertThat(all("zone").get("z1")).isEqualTo(new ExposureView("z1", 2, 1, 0, 1));
        assertThat(all("zone").get("z0")).isEqualTo(new ExposureView("z0", 2, 1, 0, 0));
        assertThat(all("owner")).isEmpty();
    }

    private void revoke(SupplierId supplier) {
        house.servicesApi().revoke(operator(), supplier.value());
    }

    @Test
    void countsAnewAfterHalfAMinuteOnly() {
        assertThat(all("zone").get("z0").accounts()).isZero();
        store(null, 0);
        assertThat(all("zone").get("z0").accounts()).isZero();
        clock.advance(Duration.ofSeconds(30));
        assertThat(all("zone").get("z0").accounts()).isEqualTo(1);
    }

    @Test
    void comesInPages() {
        List<String> names = new ArrayList<>();
        String after = null;
        do {
            ExposurePage page = page("zone", after, 3);
            page.exposures().forEach(each -> names.add(each.of()));
            after = page.next();
        } while (after != null);
        assertThat(names).containsExactly("z0", "z1", "z2", "z3");
        assertThat(page("zone", null, 1000).next()).isNull();
        for (int limit : new int[] {0, 1001}) {
            Faults.assertFault(FaultCode.INVALID_REQUEST, () -> page("zone", null, limit));
        }
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> page("rack", null, null));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.exposureApi().exposure(house.customer(), "zone", null, null));
    }
}
