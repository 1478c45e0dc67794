package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.supplier.AbsenceApi;
import dev.stowage.protocol.supplier.CustomersApi;
import dev.stowage.protocol.supplier.ExitState;
import dev.stowage.protocol.supplier.ExitView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.MaintenanceView;
import dev.stowage.protocol.supplier.MaintenanceWish;
import dev.stowage.protocol.supplier.Notice;
import dev.stowage.protocol.supplier.UpkeepApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.trial.SampleAccount;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supplier that leaves, for good or for a while, over HTTP.
class AbsenceTest {

    private static final long QUOTA = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path data;
    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(10), ObservationRegistry.NOOP);
    private SupplierHouse house;
    private SampleAccount customer;
    private String operator;

    @BeforeEach
    void open() throws IOException {
        house =
                SupplierHouse.open(
                        data,
                        1,
                        Map.of("stowage.supplier.grace", "0s", "stowage.supplier.trash", "0s"));
        operator = "Bearer " + Files.readString(data.resolve("operator-token")).strip();
        customer = house.newAccount();
        house.grant(customer, 0, QUOTA);
        house.keepHead(customer, 0, 1);
        house.store(customer, 0, customer.record(1, 0));
    }

    @AfterEach
    void close() {
        clients.close();
        house.close();
    }

    private <T> T api(Class<T> type) {
        return clients.client(type, house.url(0), FaultCode.SUPPLIER_AWAY);
    }

    private AbsenceApi api() {
        return api(AbsenceApi.class);
    }

    private FetchOutcome fetch(long block) {
        return house.fetch(customer, 0, customer.record(block, 0), 3);
    }

    @Test
    void whoLeavesGivesNoticeToAllAtOnceAndTakesNoMore() {
        ExitView leaving = api().leave(operator, new Notice(null));

        assertThat(leaving.state()).isEqualTo(ExitState.LEAVES);
        assertThat(leaving.customers()).isEqualTo(1);
        assertThat(leaving.endsAt())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)),
                        Instant.now().plus(Duration.ofDays(31)));
        String bearer = house.bearer(customer, 0, Scope.FETCH);
        assertThat(house.api(0).contract(bearer, customer.number()).endsAt())
                .isEqualTo(leaving.endsAt());
        refused(FaultCode.CONTRACT_REFUSED, () -> house.grant(house.newAccount(), 0, QUOTA));
        refused(FaultCode.CONTRACT_REFUSED, () -> house.grant(customer, 0, QUOTA + 1));
        house.store(customer, 0, customer.record(2, 0));
        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Intact.class);
        Eventually.holds(PATIENCE, () -> lastHeartbeat().leavesAt() != null);

        house.restart();
        ExitView later = api().exit(operator);
        assertThat(later.state()).isEqualTo(ExitState.LEAVES);
        assertThat(later.endsAt())
                .isBetween(leaving.endsAt().minusSeconds(1), leaving.endsAt().plus(PATIENCE));
        refused(FaultCode.CONTRACT_REFUSED, () -> house.grant(house.newAccount(), 0, QUOTA));
    }

    @Test
    void whoStaysAfterAllHasTheContractsThatHeHad() {
        api(CustomersApi.class).giveNotice(operator, customer.number(), new Notice(60));
        Instant agreed = contractEnd();
        api().leave(operator, new Notice(10));
        assertThat(contractEnd()).isBefore(agreed);
        house.keepHead(customer, 0, 2);
        house.restart();

        assertThat(api().stay(operator).state()).isEqualTo(ExitState.STAYS);
        assertThat(contractEnd()).isBetween(agreed.minusSeconds(1), agreed.plus(PATIENCE));
        house.grant(house.newAccount(), 0, QUOTA);
        house.restart();
        assertThat(api().exit(operator).endsAt()).isNull();
        Eventually.holds(PATIENCE, () -> lastHeartbeat().leavesAt() == null);
    }

    private Instant contractEnd() {
        String bearer = house.bearer(customer, 0, Scope.FETCH);
        return house.api(0).contract(bearer, customer.number()).endsAt();
    }

    @Test
    void whenAllIsOverTheDirectoryMayBeRemoved() {
        assertThat(api().leave(operator, new Notice(0)).state()).isEqualTo(ExitState.GRACE);
        house.context().getBean(Suppliers.class).lookAfter();

        ExitView over = api().exit(operator);
        assertThat(over.state()).isEqualTo(ExitState.REMOVABLE);
        assertThat(over.used()).isZero();
        assertThat(over.customers()).isZero();
    }

    @Test
    void whoIsMaintainedAnswersNobodyButTheOperatorUntilItIsOver() throws Exception {
        MaintenanceView pause = api().maintain(operator, new MaintenanceWish(30, "a new disk"));
        assertThat(pause.inFlight()).isZero();
        assertThat(pause.reason()).isEqualTo("a new disk");

        Fault refusal = refused(FaultCode.MAINTENANCE, () -> fetch(1));
        assertThat(refusal.detail()).contains("a new disk");
        refused(FaultCode.MAINTENANCE, () -> house.store(customer, 0, customer.record(2, 0)));
        refused(FaultCode.MAINTENANCE, () -> house.grant(house.newAccount(), 0, QUOTA));
        refused(FaultCode.MAINTENANCE, () -> house.keepHead(customer, 0, 2));
        assertThat(secondsToRetry()).isBetween(1700L, 1801L);
        assertThat(api(UpkeepApi.class).space(operator)).isNotNull();
        Eventually.holds(PATIENCE, () -> pause.until().equals(lastHeartbeat().maintainedUntil()));

        house.restart();
        assertThat(api().maintenance(operator).until()).isEqualTo(pause.until());
        refused(FaultCode.MAINTENANCE, () -> fetch(1));

        assertThat(api().endMaintenance(operator).until()).isNull();
        assertThat(fetch(1)).isInstanceOf(FetchOutcome.Intact.class);
        house.restart();
        house.store(customer, 0, customer.record(2, 0));
        Eventually.holds(PATIENCE, () -> lastHeartbeat().maintainedUntil() == null);
    }

    private long secondsToRetry() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            house.url(0)
                                                    .resolve(
                                                            "/supplier/v1/contracts/"
                                                                    + customer.number()))
                                    .header("Authorization", "Bearer x")
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(503);
            return answer.headers().firstValueAsLong("Retry-After").orElseThrow();
        }
    }

    @Test
    void onlyTheOperatorMayAndOnlyWhatCanBeMeant() {
        String stranger = house.bearer(customer, 0, Scope.STORE, Scope.REGISTER);
        refused(FaultCode.TOKEN_REFUSED, () -> api().leave(stranger, new Notice(0)));
        refused(FaultCode.TOKEN_REFUSED, () -> api().stay(stranger));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> api().maintain(stranger, new MaintenanceWish(1, null)));
        refused(FaultCode.TOKEN_REFUSED, () -> api().endMaintenance(stranger));
        assertThat(api().exit(operator).state()).isEqualTo(ExitState.STAYS);
        assertThatThrownBy(() -> new MaintenanceWish(0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MaintenanceWish(10_081, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MaintenanceWish(1, "two\nlines"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Heartbeat lastHeartbeat() {
        return house.placement().lastOf(0);
    }

    private static Fault refused(FaultCode code, ThrowingCallable call) {
        Fault[] refusal = new Fault[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
                            refusal[0] = fault;
                        });
        return refusal[0];
    }
}
