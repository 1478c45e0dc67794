package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.FindingPage;
import dev.stowage.protocol.placement.FindingReport;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.SupplierId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What readers found, over HTTP.
@ExtendWith(HouseExtension.class)
class FindingsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final CarrierGroup GROUP =
            new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO);
    private static final SupplierId SUPPLIER = new SupplierId(new UUID(1, 2));

    private final House house;

    FindingsTest(House house) {
        this.house = house;
    }

    private AccountNumber newAccount() {
        return TestAccount.reserve(house).number();
    }

    private static FoundRecord found(
            AccountNumber account, int position, Kind kind, Instant seen, long count) {
        return new FoundRecord(
                new Address(account, new BlockNumber(-3), GROUP),
                position,
                new CarrierId(8 + position),
                kind,
                SUPPLIER,
                seen,
                seen,
                count);
    }

    private void report(FoundRecord... found) {
        house.api().report(house.customer(), new FindingReport(List.of(found)));
    }

    private FindingPage page(AccountNumber account, Long after, Integer limit) throws IOException {
        return house.api().findings(house.operator(), account, after, limit);
    }

    @Test
    void theOperatorSeesWhatWasFound() throws Exception {
        AccountNumber account = newAccount();
        FoundRecord missing = found(account, 0, Kind.MISSING, NOON, 1);
        FoundRecord corrupt = found(account, 3, Kind.CORRUPT, NOON, 7);
        report(missing, corrupt);
        assertThat(page(account, null, null))
                .isEqualTo(new FindingPage(List.of(missing, corrupt), null));
        assertThat(page(null, null, 1000).findings()).contains(missing, corrupt);
    }

    @Test
    void whatIsFoundAgainIsCounted() throws Exception {
        AccountNumber account = newAccount();
        report(found(account, 1, Kind.MISSING, NOON, 2));
        report(found(account, 1, Kind.CORRUPT, NOON.plusSeconds(60), 3));
        assertThat(page(account, null, null).findings())
                .containsExactly(
                        new FoundRecord(
                                new Address(account, new BlockNumber(-3), GROUP),
                                1,
                                new CarrierId(9),
                                Kind.CORRUPT,
                                SUPPLIER,
                                NOON,
                                NOON.plusSeconds(60),
                                5));
    }

    @Test
    void aSupplierTellsWhatItFoundAtItselfAndOfNobodyElse() throws Exception {
        AccountNumber account = newAccount();
        FakeSupplier supplier = house.suppliers().getFirst();
        FoundRecord own =
                new FoundRecord(
                        new Address(account, new BlockNumber(-3), GROUP),
                        1,
                        new CarrierId(9),
                        Kind.CORRUPT,
                        supplier.id(),
                        NOON,
                        NOON,
                        1);
        house.api().report(supplier.token(), new FindingReport(List.of(own)));
        Faults.assertFault(
                FaultCode.FORBIDDEN,
                () ->
                        house.api()
                                .report(
                                        supplier.token(),
                                        new FindingReport(
                                                List.of(
                                                        own,
                                                        found(
                                                                account,
                                                                2,
                                                                Kind.CORRUPT,
                                                                NOON,
                                                                1)))));
        assertThat(page(account, null, null).findings()).containsExactly(own);
    }

    @Test
    void aSupplierMayBeUnknown() throws Exception {
        AccountNumber account = newAccount();
        FoundRecord orphan =
                new FoundRecord(
                        new Address(account, BlockNumber.FIRST, GROUP),
                        0,
                        new CarrierId(8),
                        Kind.MISSING,
                        null,
                        NOON,
                        NOON,
                        1);
        report(orphan);
        report(orphan);
        assertThat(page(account, null, null).findings())
                .singleElement()
                .satisfies(found -> assertThat(found.supplier()).isNull());
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        AccountNumber account = newAccount();
        List<FoundRecord> all =
                IntStream.range(0, 5)
                        .mapToObj(position -> found(account, position, Kind.MISSING, NOON, 1))
                        .toList();
        report(all.toArray(FoundRecord[]::new));
        FindingPage first = page(account, null, 2);
        FindingPage second = page(account, first.next(), 2);
        FindingPage third = page(account, second.next(), 2);
        assertThat(first.findings()).isEqualTo(all.subList(0, 2));
        assertThat(second.findings()).isEqualTo(all.subList(2, 4));
        assertThat(third).isEqualTo(new FindingPage(all.subList(4, 5), null));
    }

    @Test
    void accountsThatDoNotExistArePassedOver() throws Exception {
        AccountNumber account = newAccount();
        AccountNumber nobody = new AccountNumber(4_000_000_000L);
        FoundRecord real = found(account, 0, Kind.MISSING, NOON, 1);
        report(found(nobody, 0, Kind.MISSING, NOON, 1), real);
        assertThat(page(nobody, null, null).findings()).isEmpty();
        assertThat(page(account, null, null).findings()).containsExactly(real);
    }

    @Test
    void nothingIsSeenInTheFuture() throws Exception {
        AccountNumber account = newAccount();
        report(found(account, 0, Kind.MISSING, Instant.now().plusSeconds(86_400), 1));
        assertThat(page(account, null, null).findings())
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(found.lastSeen())
                                        .isBefore(Instant.now().plusSeconds(60)));
    }

    @Test
    void onlyCustomerServicesReportAndOnlyOperatorsRead() throws Exception {
        FindingReport report =
                new FindingReport(List.of(found(new AccountNumber(1), 0, Kind.MISSING, NOON, 1)));
        String operator = house.operator();
        Faults.assertFault(FaultCode.TOKEN_REFUSED, () -> house.api().report(operator, report));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().findings(house.customer(), null, null, null));
        Faults.assertFault(
                FaultCode.INVALID_REQUEST, () -> house.api().findings(operator, null, null, 0));
        Faults.assertFault(
                FaultCode.INVALID_REQUEST, () -> house.api().findings(operator, null, null, 1001));
    }
}
