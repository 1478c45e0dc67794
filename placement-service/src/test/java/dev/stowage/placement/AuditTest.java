package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.AuditReport.Outcome;
import dev.stowage.protocol.placement.AuditTask;
import dev.stowage.protocol.placement.AuditTask.Task;
import dev.stowage.protocol.placement.AuditTask.Witness;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.Reservation.SupplierOrder;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierView;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Suppliers that audit each other, over HTTP.
class AuditTest {

    private static final int SUPPLIERS = 8;
    private static final BlockNumber BLOCK = new BlockNumber(7);

    @TempDir Path data;

    private House house;
    private TestAccount account;

    private void open(String interval) {
        house =
                House.open(
                        data,
                        Map.of("stowage.placement.audit-interval", interval),
                        Clock.systemUTC());
        house.joinSuppliers(SUPPLIERS, 1);
        house.awaitCarriers(SUPPLIERS);
        account = TestAccount.reserve(house);
    }

    private void store() {
        house.api().swapHead(account.token(Scope.COMMIT), account.number(), account.swap(1, 1));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private FakeSupplier auditor() {
        return house.suppliers().getFirst();
    }

    private Task take(FakeSupplier auditor) {
        Instant deadline = Instant.now().plus(House.PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Task task = house.auditsApi().take(auditor.token()).task();
            if (task != null) {
                return task;
            }
        }
        throw new AssertionError("no audit");
    }

    private void report(FakeSupplier auditor, Task task, Outcome outcome) {
        house.auditsApi()
                .report(
                        auditor.token(),
                        task.id(),
                        new AuditReport(outcome == Outcome.NOTHING ? null : BLOCK, outcome, 40));
    }

    private SupplierView view(SupplierId supplier) throws IOException {
        return house.suppliersApi().suppliers(house.operator(), null, null).suppliers().stream()
                .filter(each -> each.supplier().equals(supplier))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAuditIsOfAnotherSuppliersRecordWithTheAuthorityForIt() {
        open("50ms");
        store();
        Set<SupplierId> audited = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Task task = take(auditor());
            audited.add(task.supplier().supplier());
            assertThat(task.layout()).isEqualTo(account.reservation().layout());
            assertThat(task.layout().covers(task.carrier())).isTrue();
            assertThat(task.owner().key()).isEqualTo(account.key().verifyingKey());
            RebuildOrder order =
                    RebuildOrder.verify(
                            task.order(),
                            house.joinedCustomer().placementKey(),
                            auditor().id(),
                            Clock.systemUTC());
            assertThat(order.account()).isEqualTo(account.number());
            assertThat(order.group()).isEqualTo(task.layout().group());
            assertThat(order.key()).isEqualTo(account.key().verifyingKey());
            assertThat(order.carriers()).containsExactly(task.carrier());
            assertThat(order.covers(address(new BlockNumber(-1)))).isTrue();
            assertThat(task.witnesses())
                    .extracting(Witness::supplier)
                    .doesNotHaveDuplicates()
                    .doesNotContain(auditor().id(), task.supplier().supplier());
        }
        Set<SupplierId> others = new HashSet<>();
        account.reservation().orders().stream().map(SupplierOrder::supplier).forEach(others::add);
        others.remove(auditor().id());
        assertThat(audited).isEqualTo(others);
    }

    private Address address(BlockNumber block) {
        return new Address(account.number(), block, account.reservation().layout().group());
    }

    @Test
    void nobodyIsAskedMoreOftenThanTheIntervalAndNobodyWhereNothingIsStored() {
        open("24h");
        AuditTask early = house.auditsApi().take(auditor().token());
        assertThat(early.task()).isNull();
        store();
        assertThat(house.auditsApi().take(auditor().token()).task()).isNull();
        FakeSupplier other = house.suppliers().getLast();
        AuditTask first = house.auditsApi().take(other.token());
        assertThat(first.task()).isNotNull();
        assertThat(first.pauseMillis()).isEqualTo(24 * 3_600_000L);
        AuditTask second = house.auditsApi().take(other.token());
        assertThat(second.task()).isNull();
        assertThat(second.pauseMillis()).isBetween(1L, 24 * 3_600_000L);
    }

    @Test
    void whatIsFoundIsCountedTheOperatorSeesItAndAStartForgetsNothing() throws Exception {
        open("50ms");
        store();
        Task good = take(auditor());
        report(auditor(), good, Outcome.GOOD);
        assertThat(view(good.supplier().supplier()).audits()).isEqualTo(1);
        assertThat(view(good.supplier().supplier()).failedAudits()).isZero();
        assertThat(view(good.supplier().supplier()).latencyMillis()).isEqualTo(40);
        for (Outcome nothing : List.of(Outcome.AWAY, Outcome.NOTHING)) {
            report(auditor(), take(auditor()), nothing);
        }
        FakeSupplier other = house.suppliers().getLast();
        Task bad = take(other);
        report(other, bad, Outcome.BAD);
        SupplierView failed = view(bad.supplier().supplier());
        assertThat(failed.failedAudits()).isEqualTo(1);
        assertThat(house.api().findings(house.operator(), null, null, null).findings())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.address()).isEqualTo(address(BLOCK));
                            assertThat(found.carrier()).isEqualTo(bad.carrier());
                            assertThat(found.kind()).isEqualTo(Kind.CORRUPT);
                            assertThat(found.supplier()).isEqualTo(bad.supplier().supplier());
                            assertThat(bad.layout().carrier(found.position(), BLOCK))
                                    .isEqualTo(bad.carrier());
                        });
        house.close();
        house = House.open(data);
        SupplierView after = view(bad.supplier().supplier());
        assertThat(after.failedAudits()).isEqualTo(failed.failedAudits());
        assertThat(after.audits()).isEqualTo(failed.audits());
        assertThat(after.latencyMillis()).isEqualTo(failed.latencyMillis());
    }

    @Test
    void aLossThatItsOwnSupplierToldOfIsNotHeldAgainstIt() throws Exception {
        open("50ms");
        store();
        Task task = take(auditor());
        FakeSupplier audited = supplier(task);
        house.api().report(audited.token(), found(task));
        report(auditor(), task, Outcome.MISSING);
        assertThat(view(audited.id()).audits()).isZero();
    }

    @Test
    void norIsOneThatItSaysItMisses() throws Exception {
        open("50ms");
        store();
        Task task = take(auditor());
        FakeSupplier audited = supplier(task);
        miss(audited, task, new BlockNumber(8));
        report(auditor(), task, Outcome.MISSING);
        assertThat(view(audited.id()).failedAudits()).as("it misses another one").isEqualTo(1);

        Task again = take(auditor());
        miss(supplier(again), again, BLOCK);
        long before = view(again.supplier().supplier()).failedAudits();
        report(auditor(), again, Outcome.MISSING);
        assertThat(view(again.supplier().supplier()).failedAudits()).isEqualTo(before);
    }

    private void miss(FakeSupplier supplier, Task task, BlockNumber block) {
        house.rebuildsApi()
                .missing(
                        supplier.token(),
                        new MissingReport(
                                List.of(
                                        new MissingRecords(
                                                account.number(),
                                                task.layout().group(),
                                                task.carrier(),
                                                block,
                                                block,
                                                1))));
    }

    @Test
    void aLossThatOnlyReadersToldOfIs() throws Exception {
        open("50ms");
        store();
        Task task = take(auditor());
        house.api().report(house.customer(), found(task));
        report(auditor(), task, Outcome.MISSING);
        assertThat(view(task.supplier().supplier()).failedAudits()).isEqualTo(1);
    }

    @Test
    void whatAnAuditFindsMissingOrBadIsMadeAgain() throws Exception {
        open("50ms");
        store();
        house.api()
                .grantBlockRange(
                        account.token(Scope.COMMIT), account.number(), new BlockRangeRequest(10));
        Task good = take(auditor());
        report(auditor(), good, Outcome.GOOD);
        assertThat(rebuilds()).isEmpty();
        Task missing = take(auditor());
        report(auditor(), missing, Outcome.MISSING);
        assertThat(rebuilds())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.account()).isEqualTo(account.number());
                            assertThat(each.first()).isEqualTo(BLOCK);
                            assertThat(each.last()).isEqualTo(BLOCK);
                            assertThat(each.carriers()).contains(missing.carrier());
                        });
    }

    private List<RebuildView> rebuilds() throws IOException {
        return house.rebuildsApi().rebuilds(house.operator(), null, null, null).rebuilds();
    }

    private FakeSupplier supplier(Task task) {
        return house.suppliers().stream()
                .filter(each -> each.id().equals(task.supplier().supplier()))
                .findFirst()
                .orElseThrow();
    }

    private FindingReport found(Task task) {
        int position = 0;
        while (!task.layout().carrier(position, BLOCK).equals(task.carrier())) {
            position++;
        }
        return new FindingReport(
                List.of(
                        new FoundRecord(
                                address(BLOCK),
                                position,
                                task.carrier(),
                                Kind.MISSING,
                                task.supplier().supplier(),
                                Instant.EPOCH,
                                Instant.EPOCH,
                                1)));
    }

    @Test
    void anAuditIsReportedOnceByItsAuditor() throws Exception {
        open("50ms");
        store();
        Task task = take(auditor());
        FakeSupplier other = house.suppliers().getLast();
        Faults.assertFault(FaultCode.NOT_FOUND, () -> report(other, task, Outcome.BAD));
        Faults.assertFault(
                FaultCode.NOT_FOUND,
                () ->
                        house.auditsApi()
                                .report(
                                        auditor().token(),
                                        UUID.randomUUID(),
                                        new AuditReport(BLOCK, Outcome.BAD, 0)));
        report(auditor(), task, Outcome.GOOD);
        Faults.assertFault(FaultCode.NOT_FOUND, () -> report(auditor(), task, Outcome.BAD));
        assertThat(view(task.supplier().supplier()).failedAudits()).isZero();
        Task forgotten = take(auditor());
        take(auditor());
        Faults.assertFault(FaultCode.NOT_FOUND, () -> report(auditor(), forgotten, Outcome.BAD));
        Faults.assertFault(FaultCode.TOKEN_REFUSED, () -> house.auditsApi().take(house.customer()));
    }
}
