package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.RebuildOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What suppliers and readers miss, over HTTP.
class LostRecordsTest {

    @TempDir Path data;

    private Fleet fleet;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 3);
    }

    private final Map<AccountNumber, Long> bases = new HashMap<>();

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void theMostEndangeredComeFirstThenTheNewestBlocks() throws Exception {
        TestAccount one = fleet.account();
        TestAccount other = accountBeside(one);
        report(other, 3, 5, 5);
        report(one, 3, 2, 2);
        report(one, 3, 8, 8);
        fleet.clock().advance(Duration.ofMinutes(4));
        FakeSupplier gone = fleet.serverOf(Fleet.carrierOf(one, 0));
        fleet.beatWithout(gone);
        report(one, 3, 6, 6);

        List<RebuildOrder> orders =
                fleet.lease(fleet.spare().getFirst(), 16).stream()
                        .map(lease -> fleet.order(lease, fleet.spare().getFirst()))
                        .toList();
        assertThat(orders)
                .extracting(order -> order.last().bits() - base(order.account()))
                .startsWith(6L);
        assertThat(orders.subList(1, 4))
                .extracting(order -> order.last().bits())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /// An account all of whose layout another one has, too, but with more carriers lost.
    private TestAccount accountBeside(TestAccount one) {
        TestAccount other = fleet.account();
        while (!other.reservation().layout().equals(one.reservation().layout())) {
            other = fleet.account();
        }
        return other;
    }

    private long base(AccountNumber account) {
        return bases.getOrDefault(account, 0L);
    }

    private void report(TestAccount account, int position, long first, long last) {
        long base =
                bases.computeIfAbsent(account.number(), _ -> fleet.grant(account).first().bits());
        reportBlocks(account, Fleet.carrierOf(account, position), base + first, base + last);
    }

    private void reportBlocks(TestAccount account, CarrierId carrier, long first, long last) {
        fleet.house()
                .rebuildsApi()
                .missing(fleet.serverOf(carrier).token(), missing(account, carrier, first, last));
    }

    private static MissingReport missing(
            TestAccount account, CarrierId carrier, long first, long last) {
        return new MissingReport(
                List.of(
                        new MissingRecords(
                                account.number(),
                                account.reservation().layout().group(),
                                carrier,
                                new BlockNumber(first),
                                new BlockNumber(last),
                                1)));
    }

    @Test
    void whatASupplierMissesIsRebuiltOnceHoweverOftenItSaysSo() throws Exception {
        TestAccount account = fleet.account();
        report(account, 2, 1, 4);
        report(account, 2, 1, 4);
        report(account, 2, 2, 3);
        assertThat(fleet.rebuilds()).hasSize(1);
        report(account, 2, 3, 7);
        assertThat(fleet.rebuilds())
                .hasSize(2)
                .extracting(each -> each.last().bits() - base(account.number()))
                .containsExactly(4L, 7L);
        report(account, 1, 0, 9);
        assertThat(fleet.rebuilds())
                .hasSize(4)
                .allSatisfy(
                        each ->
                                assertThat(each.carriers().contains(Fleet.carrierOf(account, 1)))
                                        .isTrue());
        int most = fleet.events(EventKind.REBUILD_MADE).size();
        assertThat(most).isEqualTo(3);
    }

    @Test
    void whatASupplierCannotKnowIsPassedOver() throws Exception {
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 0);
        CarrierId unused =
                account.reservation()
                        .layout()
                        .group()
                        .carrier(Fleet.carrierOf(account, 3).value() + 1);
        long next = fleet.grant(account).first().bits() + 5000;
        fleet.house()
                .rebuildsApi()
                .missing(fleet.spare().getFirst().token(), missing(account, carrier, 0, 10));
        reportBlocks(account, unused, 0, 10);
        reportBlocks(account, carrier, next, next + 10);
        reportBlocks(account, carrier, -20, -10);
        assertThat(fleet.rebuilds()).isEmpty();
        reportBlocks(account, carrier, 5, -1);
        assertThat(fleet.rebuilds())
                .singleElement()
                .satisfies(each -> assertThat(each.last()).isLessThan(new BlockNumber(next)));
    }

    @Test
    void anEndlessNumberOfReportsMakesABoundedNumberOfRebuilds() throws Exception {
        TestAccount account = fleet.account();
        for (int i = 0; i < 50; i++) {
            reportBlocks(account, Fleet.carrierOf(account, 0), 4L * i, 4L * i + 1);
        }
        assertThat(fleet.rebuilds()).hasSize(32);
        assertThat(fleet.rebuilds().stream().mapToLong(each -> each.last().bits()).max())
                .hasValue(4 * 49 + 1);
    }

    @Test
    void whatReadersFindIsRebuiltIfItDoesNotComeByItself() throws Exception {
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 1);
        long block = fleet.grant(account).first().bits();
        found(account, carrier, block, fleet.serverOf(carrier).id());
        found(account, carrier, block + 1, fleet.spare().getFirst().id());

        assertThat(fleet.rebuilds())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.first()).isEqualTo(new BlockNumber(block));
                            assertThat(each.last()).isEqualTo(new BlockNumber(block));
                        });
        FakeSupplier rebuilder = fleet.spare().getFirst();
        assertThat(fleet.lease(rebuilder, 1)).isEmpty();
        fleet.clock().advance(Duration.ofSeconds(61));
        assertThat(fleet.lease(rebuilder, 1)).hasSize(1);
    }

    private void found(TestAccount account, CarrierId carrier, long block, SupplierId supplier) {
        fleet.house()
                .api()
                .report(
                        fleet.house().customer(),
                        new FindingReport(
                                List.of(
                                        new FoundRecord(
                                                new Address(
                                                        account.number(),
                                                        new BlockNumber(block),
                                                        account.reservation().layout().group()),
                                                1,
                                                carrier,
                                                Kind.MISSING,
                                                supplier,
                                                fleet.house().now(),
                                                fleet.house().now(),
                                                1))));
    }

    @Test
    void pagesFollowEachOtherAndEverybodyIsAskedForHisToken() throws Exception {
        House house = fleet.house();
        TestAccount one = fleet.account();
        TestAccount other = fleet.account();
        report(one, 0, 1, 1);
        report(other, 0, 1, 1);
        var first = house.rebuildsApi().rebuilds(house.operator(), null, null, 1);
        var second = house.rebuildsApi().rebuilds(house.operator(), null, first.next(), 2);
        assertThat(first.rebuilds()).extracting(RebuildView::account).containsExactly(one.number());
        assertThat(second.rebuilds())
                .extracting(RebuildView::account)
                .containsExactly(other.number());
        assertThat(second.next()).isNull();
        assertThat(
                        house.rebuildsApi()
                                .rebuilds(house.operator(), other.number(), null, null)
                                .rebuilds())
                .hasSize(1);
        Faults.assertFault(
                FaultCode.INVALID_REQUEST,
                () -> house.rebuildsApi().rebuilds(operator(), null, null, 1001));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.rebuildsApi().rebuilds(house.customer(), null, null, null));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.rebuildsApi().lease(house.customer(), new LeaseRequest(1)));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.rebuildsApi().missing(house.customer(), new MissingReport(List.of())));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        house.rebuildsApi()
                                .progress(house.customer(), UUID.randomUUID(), Fleet.underWay(0)));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.rebuildsApi().contractOrders(house.customer(), new CarrierId(0), null));
    }

    private String operator() {
        try {
            return fleet.house().operator();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
