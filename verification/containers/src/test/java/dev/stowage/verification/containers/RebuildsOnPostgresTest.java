package dev.stowage.verification.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.AccountEvent;
import dev.stowage.protocol.placement.AccountEventPage;
import dev.stowage.protocol.placement.AccountRebuild;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.AssignedCarrier;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Placement on PostgreSQL, stopped and started again while records are made again.
@Tag("containers")
class RebuildsOnPostgresTest {

    private static final int OCTET = 8;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    @TempDir Path data;

    /// An account with its key.
    private record Account(SigningKey key, Reservation reservation) {

        AccountNumber number() {
            return reservation.account();
        }

        String token(Scope scope) {
            return "Bearer "
                    + new AccountToken(
                                    number(),
                                    AccountToken.PLACEMENT,
                                    Set.of(scope),
                                    Instant.now().plusSeconds(60))
                            .sign(key);
        }
    }

    @Test
    void aStartForgetsNoRebuildAndNoLeaseAndEverythingGoesOn() throws Exception {
        try (PostgresServer database = new PostgresServer()) {
            List<Member> suppliers = new ArrayList<>();
            Account account;
            Member former;
            RebuildLease lease;
            CarrierId carrier;
            try (PlacementProcess placement = new PlacementProcess(data, database.settings())) {
                for (int i = 0; i <= OCTET; i++) {
                    Member supplier = Member.join(placement, ServiceRole.SUPPLIER);
                    supplier.beat(placement);
                    suppliers.add(supplier);
                }
                Member customer = Member.join(placement, ServiceRole.CUSTOMER);
                List<ServedCarrier> carriers =
                        await(
                                () -> carriers(placement, customer),
                                served -> served.size() == OCTET);
                account = reserve(placement, customer);
                carrier = account.reservation().layout().carrier(0, BlockNumber.FIRST);
                former = serverOf(carriers, carrier, suppliers);
                placement
                        .client(ReplacementsApi.class)
                        .replace(
                                placement.operator(),
                                carrier,
                                new ReplacementRequest("a test", null, null));
                lease =
                        await(() -> lease(placement, suppliers.getFirst()), some -> !some.isEmpty())
                                .getFirst();
                assertThat(progress(placement, suppliers.getFirst(), lease, 3, false)).isPositive();
            }
            try (PlacementProcess placement = new PlacementProcess(data, database.settings())) {
                for (Member supplier : suppliers) {
                    assertThat(supplier.beat(placement)).isEmpty();
                }
                assertThat(rebuild(placement, account).state())
                        .isEqualTo(AccountRebuild.State.RUNNING);
                assertThat(lease(placement, suppliers.getLast())).isEmpty();
                assertThat(progress(placement, suppliers.getFirst(), lease, 7, false)).isPositive();
                endTwice(placement, suppliers.getFirst(), suppliers.getLast(), lease);
                assertThat(rebuild(placement, account))
                        .satisfies(
                                done -> {
                                    assertThat(done.state()).isEqualTo(AccountRebuild.State.DONE);
                                    assertThat(done.rebuilt()).isEqualTo(10);
                                });
                assertThat(await(() -> former.beat(placement), released -> !released.isEmpty()))
                        .containsExactly(new AssignedCarrier(carrier, 1, former.volume()));
                assertThat(await(() -> events(placement, account), events -> events.size() == 3))
                        .extracting(AccountEvent::kind)
                        .containsExactly(
                                EventKind.CARRIER_REPLACED,
                                EventKind.REBUILD_MADE,
                                EventKind.REBUILD_DONE);
            }
        }
    }

    /// One supplier says that all is made, another one finds nothing left to do.
    private static void endTwice(
            PlacementProcess placement, Member first, Member second, RebuildLease lease)
            throws Exception {
        assertThat(progress(placement, first, lease, 10, true)).isZero();
        assertThat(lease(placement, first)).isEmpty();
        RebuildLease again =
                await(() -> lease(placement, second), some -> !some.isEmpty()).getFirst();
        assertThat(progress(placement, second, again, 0, true)).isZero();
    }

    private static List<ServedCarrier> carriers(PlacementProcess placement, Member customer) {
        return Objects.requireNonNull(
                placement
                        .client(PlacementApi.class)
                        .carriers(customer.token(), new CarrierId(0), OCTET, null)
                        .carriers());
    }

    private static Member serverOf(
            List<ServedCarrier> carriers, CarrierId carrier, List<Member> suppliers) {
        ServedCarrier served = carriers.get((int) carrier.value());
        return suppliers.stream()
                .filter(each -> each.id().equals(served.supplier()))
                .findFirst()
                .orElseThrow();
    }

    private static Account reserve(PlacementProcess placement, Member customer) {
        SigningKey key = SigningKey.random(new SecureRandom());
        PlacementApi api = placement.client(PlacementApi.class);
        Account account =
                new Account(
                        key,
                        api.reserve(
                                customer.token(),
                                new ReserveRequest(
                                        key.verifyingKey(), 4, null, Code.RS, 1 << 30, null)));
        var _ =
                api.grantBlockRange(
                        account.token(Scope.COMMIT), account.number(), new BlockRangeRequest(10));
        return account;
    }

    private static List<RebuildLease> lease(PlacementProcess placement, Member supplier) {
        return placement
                .client(RebuildsApi.class)
                .lease(supplier.token(), new LeaseRequest(16))
                .leases();
    }

    private static long progress(
            PlacementProcess placement,
            Member supplier,
            RebuildLease lease,
            long rebuilt,
            boolean ended) {
        return placement
                .client(RebuildsApi.class)
                .progress(
                        supplier.token(),
                        lease.rebuild(),
                        new RebuildProgress(10, rebuilt, 0, 100, 200, ended, null))
                .leaseMillis();
    }

    private static AccountRebuild rebuild(PlacementProcess placement, Account account) {
        List<AccountRebuild> rebuilds =
                placement
                        .client(ConcernApi.class)
                        .rebuilds(account.token(Scope.FETCH), account.number(), null, null)
                        .rebuilds();
        assertThat(rebuilds).hasSize(1);
        return rebuilds.getFirst();
    }

    private static List<AccountEvent> events(PlacementProcess placement, Account account) {
        AccountEventPage page =
                placement
                        .client(ConcernApi.class)
                        .events(account.token(Scope.FETCH), account.number(), null, null);
        return page.events();
    }

    private static <T> T await(Callable<T> question, Predicate<T> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        T answer = question.call();
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime() - end).as("still %s", answer).isNegative();
            TimeUnit.MILLISECONDS.sleep(100);
            answer = question.call();
        }
        return answer;
    }
}
