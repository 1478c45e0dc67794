package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.replacement.AutomaticReplacement;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AccountEvent;
import dev.stowage.protocol.placement.AccountEventPage;
import dev.stowage.protocol.placement.AccountRebuild;
import dev.stowage.protocol.placement.AccountRebuild.State;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an account is told of what placement decided, over HTTP.
class ConcernTest {

    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration DEAD = Duration.ofHours(25);

    @TempDir Path data;

    private Fleet fleet;

    @BeforeEach
    void open() {
        fleet = new Fleet(data, 3);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private ConcernApi api() {
        return fleet.house().concernApi();
    }

    private String token(TestAccount account) {
        return account.token(Scope.FETCH, fleet.clock().instant().plusSeconds(60));
    }

    private AccountEventPage page(TestAccount account, long after, int limit) {
        return api().events(token(account), account.number(), after, limit);
    }

    private List<AccountEvent> events(TestAccount account) {
        fleet.clock().advance(SETTLING);
        return page(account, 0, 1000).events();
    }

    private List<AccountRebuild> rebuilds(TestAccount account) {
        return api().rebuilds(token(account), account.number(), null, null).rebuilds();
    }

    private CarrierId unusedBy(TestAccount account) {
        List<CarrierId> used = new ArrayList<>();
        for (int position = 0; position < 4; position++) {
            used.add(Fleet.carrierOf(account, position));
        }
        for (long id = 0; id < Fleet.SERVING; id++) {
            if (!used.contains(new CarrierId(id))) {
                return new CarrierId(id);
            }
        }
        throw new IllegalStateException("all carriers are used");
    }

    private void silence(FakeSupplier... silent) {
        for (long minutes = 0; minutes < DEAD.toMinutes(); minutes++) {
            fleet.clock().advance(Duration.ofMinutes(1));
            fleet.house().bean(Roster.class).count();
        }
        fleet.beatWithout(silent);
    }

    @Test
    void whoOverrodeACarrierHearsOfItsHolderAndNobodyElseHearsOfThat() throws Exception {
        TestAccount account = fleet.account();
        TestAccount beside = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 0);
        CarrierId holder = unusedBy(account);
        var _ =
                fleet.house()
                        .api()
                        .swapHead(
                                account.token(
                                        Scope.COMMIT, fleet.clock().instant().plusSeconds(60)),
                                account.number(),
                                account.swap(
                                        2, 2, head -> head.replacing(carrier, holder), List.of()));
        assertThat(events(account))
                .filteredOn(event -> event.kind() == EventKind.CARRIER_REPLACED)
                .singleElement()
                .satisfies(event -> assertThat(event.carrier()).isEqualTo(carrier));
        assertThat(events(beside)).noneMatch(each -> each.kind() == EventKind.CARRIER_REPLACED);

        fleet.replace(carrier, fleet.spare().get(0).volume(), null);
        fleet.replace(holder, fleet.spare().get(1).volume(), null);

        assertThat(events(account))
                .filteredOn(event -> event.kind() == EventKind.CARRIER_REPLACED)
                .extracting(AccountEvent::carrier)
                .containsExactly(carrier, holder);
    }

    @Test
    void whoLiesOnAReplacedCarrierHearsOfItAndOfItsOwnRebuildsInPlacementsWordsOnly()
            throws Exception {
        TestAccount account = fleet.account();
        CarrierId carrier = Fleet.carrierOf(account, 0);
        FakeSupplier rebuilder = fleet.spare().get(2);
        fleet.replace(carrier, fleet.spare().getFirst().volume(), null);
        fleet.make();
        assertThat(rebuilds(account))
                .singleElement()
                .satisfies(
                        rebuild -> {
                            assertThat(rebuild.state()).isEqualTo(State.WAITING);
                            assertThat(rebuild.carriers()).containsExactly(carrier);
                            assertThat(rebuild.endedAt()).isNull();
                        });
        List<RebuildLease> leases = fleet.lease(rebuilder, 16);
        assertThat(rebuilds(account).getFirst().state()).isEqualTo(State.RUNNING);
        for (int attempt = 0; attempt < 5; attempt++) {
            fleet.progress(
                    rebuilder, leases.getFirst().rebuild(), Fleet.ended(1, "a secret of others"));
            assertThat(rebuilds(account).getFirst().state()).isEqualTo(State.FAILING);
            fleet.clock().advance(Duration.ofMinutes(1));
            fleet.beatWithout();
            leases = fleet.lease(rebuilder, 16);
        }
        fleet.progress(rebuilder, leases.getFirst().rebuild(), Fleet.ended(0, null));
        fleet.secondWord(fleet.spare().getFirst(), leases.getFirst().rebuild());

        List<AccountEvent> events = events(account);

        assertThat(events)
                .extracting(AccountEvent::kind)
                .containsExactly(
                        EventKind.CARRIER_REPLACED,
                        EventKind.REBUILD_MADE,
                        EventKind.REBUILD_STUCK,
                        EventKind.REBUILD_DONE);
        assertThat(events.getFirst().supplier()).isEqualTo(fleet.spare().getFirst().id());
        assertThat(events.getFirst().carrier()).isEqualTo(carrier);
        assertThat(events.toString())
                .doesNotContain("it is slow", "a secret of others", rebuilder.id().toString());
        assertThat(rebuilds(account).getFirst().state()).isEqualTo(State.DONE);
        assertThat(rebuilds(account).toString())
                .doesNotContain("a secret of others", rebuilder.id().toString());
    }

    @Test
    void nobodyHearsOfOtherAccountsOrOfCarriersOnWhichHeDoesNotLie() throws Exception {
        TestAccount account = fleet.account();
        fleet.replace(unusedBy(account), null, null);
        TestAccount other = TestAccount.reserve(fleet.house(), 7, null);
        fleet.swap(other);
        fleet.replace(Fleet.carrierOf(account, 0), null, null);
        fleet.make();

        assertThat(events(account))
                .extracting(AccountEvent::kind, AccountEvent::carrier)
                .doesNotContain(tuple(EventKind.CARRIER_REPLACED, unusedBy(account)));
        assertThat(rebuilds(account)).hasSize(1);
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> api().events(token(account), other.number(), null, null));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> api().rebuilds(token(account), other.number(), null, null));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () ->
                        api().events(
                                        account.token(
                                                Scope.STORE,
                                                fleet.clock().instant().plusSeconds(60)),
                                        account.number(),
                                        null,
                                        null));
    }

    @Test
    void whatHappenedOnACarrierBeforeAnAccountCameDoesNotConcernIt() throws Exception {
        for (int id = 0; id < 2; id++) {
            fleet.replace(new CarrierId(id), fleet.spare().get(id).volume(), null);
        }
        fleet.make();
        fleet.clock().advance(Duration.ofSeconds(1));
        fleet.beatWithout();
        TestAccount account = TestAccount.reserve(fleet.house(), null, 0);
        fleet.swap(account);
        assertThat(events(account)).isEmpty();
        fleet.replace(new CarrierId(2), fleet.spare().getLast().volume(), null);
        assertThat(events(account))
                .extracting(AccountEvent::kind)
                .containsOnlyOnce(EventKind.CARRIER_REPLACED);
    }

    @Test
    void hisSuppliersAreSeenToGoAndToComeBackAndThoseOfOthersAreNot() throws Exception {
        TestAccount account = fleet.account();
        FakeSupplier his = fleet.serverOf(Fleet.carrierOf(account, 1));
        FakeSupplier strange = fleet.serverOf(unusedBy(account));
        silence(his, strange);
        fleet.house().bean(AutomaticReplacement.class).run();
        fleet.restart();
        fleet.beatWithout(his, strange);
        fleet.house().bean(AutomaticReplacement.class).run();
        fleet.beatWithout();
        fleet.house().bean(AutomaticReplacement.class).run();

        assertThat(events(account))
                .filteredOn(
                        event ->
                                event.kind() == EventKind.SUPPLIER_AWAY
                                        || event.kind() == EventKind.SUPPLIER_RETURNED)
                .extracting(AccountEvent::kind, AccountEvent::supplier)
                .containsExactly(
                        tuple(EventKind.SUPPLIER_AWAY, his.id()),
                        tuple(EventKind.SUPPLIER_RETURNED, his.id()));
    }

    @Test
    void pagesFollowEachOtherWithoutHoles() throws Exception {
        TestAccount account = fleet.account();
        for (int position = 0; position < 3; position++) {
            fleet.replace(Fleet.carrierOf(account, position), null, null);
        }
        fleet.make();
        fleet.clock().advance(SETTLING);
        List<Long> numbers = new ArrayList<>();
        AccountEventPage page = page(account, 0, 1);
        for (; page.more(); page = page(account, page.next(), 1)) {
            page.events().forEach(event -> numbers.add(event.number()));
        }
        page.events().forEach(event -> numbers.add(event.number()));

        assertThat(numbers).hasSize(6).isSorted().doesNotHaveDuplicates();
        assertThat(page(account, Long.MAX_VALUE, 1).next()).isEqualTo(page.next());
        assertThat(page(account, page.next(), 1).events()).isEmpty();
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> page(account, 0, 0));
        assertThat(page(account, 0, 1000).events()).hasSize(6);
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> page(account, 0, 1001));
    }
}
