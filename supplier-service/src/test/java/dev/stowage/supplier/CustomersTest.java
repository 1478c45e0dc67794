package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.CustomerPage;
import dev.stowage.protocol.supplier.CustomerView;
import dev.stowage.protocol.supplier.CustomersApi;
import dev.stowage.protocol.supplier.Notice;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the person who donates the space sees of his customers and may do, over HTTP.
class CustomersTest {

    private static final long QUOTA = 1 << 20;

    @TempDir Path data;
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
    private SupplierHouse house;
    private String operator;

    @BeforeEach
    void open() throws IOException {
        house = SupplierHouse.open(data, 1, Map.of());
        operator = "Bearer " + Files.readString(data.resolve("operator-token")).strip();
    }

    @AfterEach
    void close() {
        clients.close();
        house.close();
    }

    private CustomersApi api() {
        return clients.client(CustomersApi.class, house.url(0), FaultCode.SUPPLIER_AWAY);
    }

    private SampleAccount newCustomer() {
        SampleAccount account = house.newAccount();
        house.grant(account, 0, QUOTA);
        return account;
    }

    @Test
    void areListedPageByPage() {
        List<AccountNumber> numbers = new ArrayList<>();
        for (int customer = 0; customer < 5; customer++) {
            SampleAccount account = newCustomer();
            house.store(account, 0, account.record(1, 0));
            numbers.add(account.number());
        }

        List<CustomerView> listed = new ArrayList<>();
        CustomerPage page = api().customers(operator, null, 2);
        listed.addAll(page.customers());
        while (page.next() != null) {
            page = api().customers(operator, page.next(), 2);
            listed.addAll(page.customers());
        }

        assertThat(listed).extracting(CustomerView::account).containsExactlyElementsOf(numbers);
        assertThat(api().customers(operator, null, null).customers()).isEqualTo(listed);
        assertThat(listed)
                .allSatisfy(
                        customer -> {
                            assertThat(customer.quota()).isEqualTo(QUOTA);
                            assertThat(customer.used()).isEqualTo(2048);
                            assertThat(customer.trash()).isZero();
                            assertThat(customer.carriers()).isEqualTo(1);
                            assertThat(customer.since()).isBeforeOrEqualTo(Instant.now());
                            assertThat(customer.lapsesAt()).isAfter(Instant.now());
                            assertThat(customer.endsAt()).isNull();
                        });
    }

    @Test
    void hearOfANoticeAndOfItsEnd() {
        SampleAccount account = newCustomer();
        String bearer = house.bearer(account, 0, Scope.FETCH);

        CustomerView noticed = api().giveNotice(operator, account.number(), new Notice(null));

        assertThat(noticed.endsAt())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)),
                        Instant.now().plus(Duration.ofDays(31)));
        assertThat(house.api(0).contract(bearer, account.number()).endsAt())
                .isEqualTo(noticed.endsAt());
        assertThat(api().takeNoticeBack(operator, account.number()).endsAt()).isNull();

        api().giveNotice(operator, account.number(), new Notice(0));
        refused(FaultCode.CONTRACT_REFUSED, () -> house.store(account, 0, account.record(1, 0)));
        assertThat(house.api(0).contract(bearer, account.number()).free()).isZero();
    }

    @Test
    void areForNobodyButTheOperator() {
        SampleAccount account = newCustomer();
        List<String> others =
                List.of(
                        house.bearer(account, 0, Scope.STORE, Scope.FETCH, Scope.REGISTER),
                        operator.substring(0, operator.length() - 1),
                        operator + "x",
                        "Bearer x");
        for (String other : others) {
            refused(FaultCode.TOKEN_REFUSED, () -> api().customers(other, null, null));
            refused(
                    FaultCode.TOKEN_REFUSED,
                    () -> api().giveNotice(other, account.number(), new Notice(0)));
            refused(FaultCode.TOKEN_REFUSED, () -> api().takeNoticeBack(other, account.number()));
        }
        house.store(account, 0, account.record(1, 0));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        refused(
                FaultCode.UNKNOWN_CONTRACT,
                () -> api().giveNotice(operator, new AccountNumber(5), new Notice(1)));
        refused(FaultCode.INVALID_REQUEST, () -> api().customers(operator, null, 0));
        refused(FaultCode.INVALID_REQUEST, () -> api().customers(operator, null, 1001));
    }

    @Test
    void theTokenIsForTheOperatorsEyesOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(data.resolve("operator-token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static void refused(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code));
    }
}
