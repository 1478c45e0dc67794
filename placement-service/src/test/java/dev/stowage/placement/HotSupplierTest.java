package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suppliers that are so busy that new blocks go to others, over HTTP.
class HotSupplierTest {

    private static final int HOT = 95;

    @TempDir Path data;

    private Fleet fleet;
    private TestAccount account;
    private Layout first;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 0);
        account = fleet.account();
        first = account.reservation().layout();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void pass(int minutes, int percent, FakeSupplier... busy) {
        for (int i = 0; i < minutes; i++) {
            fleet.clock().advance(Duration.ofMinutes(1));
            fleet.beatWithout(busy);
            for (FakeSupplier each : busy) {
                each.beatBusy(percent);
            }
        }
    }

    private Set<SupplierId> avoided() {
        return fleet.house().carriers(Fleet.SERVING).stream()
                .filter(each -> !each.takesNew())
                .map(ServedCarrier::supplier)
                .collect(Collectors.toSet());
    }

    private Layout add(FakeSupplier... refused) {
        Set<SupplierId> ids =
                Arrays.stream(refused).map(FakeSupplier::id).collect(Collectors.toSet());
        return fleet.house()
                .api()
                .addLayout(
                        account.token(Scope.COMMIT, fleet.house().now().plusSeconds(60)),
                        account.number(),
                        new LayoutRequest(4, null, Code.RS, ids))
                .layout();
    }

    private FakeSupplier serverOf(Layout layout, int position) {
        return fleet.serverOf(layout.carrier(position, BlockNumber.FIRST));
    }

    private boolean uses(Layout layout, FakeSupplier supplier) {
        return IntStream.range(0, layout.carriers())
                .anyMatch(position -> serverOf(layout, position).equals(supplier));
    }

    @Test
    void whoIsHotIsAvoidedUntilItHasCooledAndEverybodyHearsOfIt() {
        FakeSupplier busy = serverOf(first, 0);
        pass(1, HOT, busy);
        assertThat(avoided()).isEmpty();
        String revision = revision("");

        pass(3, HOT, busy);

        assertThat(avoided()).containsExactly(busy.id());
        assertThat(revision(revision)).isNotEqualTo(revision);
        pass(5, 50, busy);
        assertThat(avoided()).containsExactly(busy.id());
        pass(5, 10, busy);
        assertThat(avoided()).isEmpty();
    }

    private String revision(String known) {
        return fleet.house()
                .api()
                .carriers(fleet.house().customer(), new CarrierId(0), 1, known)
                .revision();
    }

    @Test
    void aHotGroupGetsAnotherLayoutOnceInTenMinutesAtMost() {
        FakeSupplier hot = serverOf(first, 0);
        pass(4, HOT, hot);
        Layout second = add(hot);
        assertThat(uses(second, hot)).isFalse();
        FakeSupplier beside = nearest(second, hot);

        pass(4, HOT, hot, beside);

        assertThat(avoided()).containsExactlyInAnyOrder(hot.id(), beside.id());
        assertThat(add(hot, beside)).isIn(first, second);
        pass(7, HOT, hot, beside);
        Layout third = add(hot, beside);
        assertThat(uses(third, hot)).isFalse();
        assertThat(uses(third, beside)).isFalse();
    }

    /// So near that the others of the octet still have room for a layout.
    private FakeSupplier nearest(Layout layout, FakeSupplier to) {
        long at = carrierOf(to);
        return IntStream.range(0, layout.carriers())
                .mapToObj(position -> serverOf(layout, position))
                .min(
                        Comparator.comparingLong(
                                each ->
                                        Math.min(
                                                Math.floorMod(carrierOf(each) - at, 8L),
                                                Math.floorMod(at - carrierOf(each), 8L))))
                .orElseThrow();
    }

    private long carrierOf(FakeSupplier supplier) {
        return fleet.house().carriers(Fleet.SERVING).stream()
                .filter(each -> each.supplier().equals(supplier.id()))
                .mapToLong(each -> each.carrier().value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoRefusesIsNoReasonToWait() {
        FakeSupplier hot = serverOf(first, 0);
        pass(4, HOT, hot);
        Layout second = add(hot);
        FakeSupplier full = nearest(second, hot);

        Layout third = add(hot, full);

        assertThat(uses(third, full)).isFalse();
    }

    @Test
    void whereAllAreHotAccountsAreOpenedAsEver() {
        FakeSupplier[] all =
                IntStream.range(0, Fleet.SERVING)
                        .mapToObj(each -> fleet.serverOf(new CarrierId(each)))
                        .toArray(FakeSupplier[]::new);
        pass(4, HOT, all);
        assertThat(avoided()).hasSize(Fleet.SERVING);

        assertThat(TestAccount.reserve(fleet.house()).reservation().orders()).hasSize(4);
    }
}
