package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.account.SessionBook;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.customer.town.TurnedClock;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.RevokedSession;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.SessionView;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions, listed and ended, by one service and another.
class SessionsListedTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path directory;
    private final TurnedClock clock = new TurnedClock();
    private Town town;
    private Storehouse house;
    private Storehouse other;
    private Registered registered;

    @BeforeEach
    void register() {
        town = new Town(4, directory, clock);
        house = town.storehouse();
        other = town.storehouse();
        registered = house.register().register(Town.wish(4));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private SessionOpened open(Storehouse by, String label) {
        return by.sessions()
                .open(
                        new SessionRequest(registered.account(), Town.PASSWORD),
                        new Caller(Town.CALLER.network(), label));
    }

    private static String bearer(SessionOpened session) {
        return "Bearer " + session.token();
    }

    private OpenAccount enter(Storehouse by, SessionOpened session) {
        return by.sessions().authenticate(bearer(session), Town.CALLER);
    }

    private List<SessionView> list(Storehouse by, SessionOpened session) {
        return by.sessions().list(bearer(session), Town.CALLER).sessions();
    }

    private static List<UUID> ids(List<SessionView> sessions) {
        return sessions.stream().map(SessionView::id).toList();
    }

    private AccountHead head() {
        return town.placement().headOf(registered.account()).orElseThrow().head();
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private void assertEndedAt(Storehouse by, SessionOpened session) {
        assertFault(FaultCode.TOKEN_REFUSED, () -> enter(by, session));
    }

    private String basic() {
        byte[] text = (registered.account() + ":" + Town.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    @Test
    void areListedTheNewestFirstAndTheCallersOwnIsMarked() {
        SessionOpened laptop = open(house, "laptop");
        clock.turn(Duration.ofMinutes(5));
        SessionOpened telephone = open(house, "telephone");

        List<SessionView> listed = list(house, laptop);

        assertThat(ids(listed)).containsExactly(telephone.id(), laptop.id());
        assertThat(listed.stream().map(SessionView::label)).containsExactly("telephone", "laptop");
        assertThat(listed.stream().map(SessionView::current)).containsExactly(false, true);
        assertThat(listed.getLast().expiresAt()).isEqualTo(laptop.expiresAt());
        assertThat(listed.getLast().openedAt())
                .isEqualTo(laptop.expiresAt().minus(Duration.ofHours(12)));
        assertThat(house.sessions().list(basic(), Town.CALLER).sessions())
                .noneMatch(SessionView::current);
    }

    @Test
    void theNextCommitTakesThemAlong() {
        SessionOpened session = open(house, "laptop");
        long before = head().version();

        var _ = Town.put(house, enter(house, session), "file", new byte[] {1});

        assertThat(head().version())
                .as("one of its own comes if this is slow")
                .isBetween(before + 1, before + 2);
        assertThat(head().sessions().open().length()).isPositive();
        assertThat(ids(list(other, open(other, "another")))).contains(session.id());
    }

    @Test
    void withoutACommitOneIsMadeSoon() throws Exception {
        SessionOpened session = open(house, "laptop");

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (head().sessions().open().length() == 0) {
            assertThat(System.nanoTime()).as("it was never listed").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(enter(house, session).sessions().isAhead()).isFalse();
        assertThat(ids(list(other, open(other, "another")))).contains(session.id());
    }

    @Test
    void aLoginNeedsNoPlacement() {
        SessionOpened before = open(house, "before");
        var _ = Town.put(house, enter(house, before), "file", new byte[] {7});
        town.placement().be(Trouble.AWAY);

        SessionOpened session = open(house, "in the dark");

        assertThat(Town.get(house, enter(house, session), "file")).containsExactly(7);
        assertThat(ids(list(house, session))).contains(session.id(), before.id());
        assertFault(
                FaultCode.PLACEMENT_AWAY,
                () -> house.sessions().end(bearer(session), Town.CALLER, before.id()));
        assertThat(enter(house, before).number()).isEqualTo(registered.account());
        town.placement().be(Trouble.NONE);
        house.sessions().end(bearer(session), Town.CALLER, before.id());
        assertEndedAt(house, before);
    }

    @Test
    void oneIsEndedAndNoOther() {
        SessionOpened stays = open(house, "stays");
        SessionOpened goes = open(house, "goes");

        house.sessions().end(bearer(stays), Town.CALLER, goes.id());

        assertEndedAt(house, goes);
        assertThat(ids(list(house, stays))).containsExactly(stays.id());
        house.sessions().end(bearer(stays), Town.CALLER, goes.id());
        assertFault(
                FaultCode.NOT_FOUND,
                () -> house.sessions().end(bearer(stays), Town.CALLER, new UUID(1, 2)));
        assertThat(head().sessions().revoked()).hasSize(1);
    }

    @Test
    void anotherServiceHearsItWithinASecond() {
        SessionOpened session = open(house, "laptop");
        SessionOpened second = open(house, "telephone");
        assertThat(enter(other, session).number()).isEqualTo(registered.account());

        house.sessions().end(bearer(session), Town.CALLER, session.id());

        clock.turn(Duration.ofMillis(1001));
        assertEndedAt(other, session);
        assertThat(enter(other, second).number()).isEqualTo(registered.account());
        house.sessions().endAll(bearer(second), Town.CALLER, false);
        clock.turn(Duration.ofMillis(1001));
        assertEndedAt(other, second);
        assertEndedAt(town.storehouse(), second);
    }

    @Test
    void allAreEndedListedOrNot() {
        SessionOpened first = open(house, "first");
        for (int i = 0; i < 70; i++) {
            open(house, "one of many");
        }
        SessionOpened elsewhere = open(other, "elsewhere");
        assertThat(list(house, first)).hasSize(65).last().matches(SessionView::current);

        house.sessions().endAll(bearer(first), Town.CALLER, false);

        assertEndedAt(house, first);
        clock.turn(Duration.ofSeconds(2));
        assertEndedAt(other, elsewhere);
        SessionOpened afterwards = open(other, "afterwards");
        var _ = Town.put(other, enter(other, afterwards), "file", new byte[] {1});
        assertThat(ids(list(other, afterwards))).containsExactly(afterwards.id());
    }

    @Test
    void allOthersAreEndedUntilAllAre() {
        SessionOpened own = open(house, "own");
        SessionOpened others = open(other, "others");

        house.sessions().endAll(bearer(own), Town.CALLER, true);

        clock.turn(Duration.ofSeconds(2));
        assertEndedAt(other, others);
        assertThat(ids(list(other, own))).containsExactly(own.id());
        SessionOpened later = open(other, "later");
        house.sessions().endAll(bearer(later), Town.CALLER, true);
        assertEndedAt(house, own);
        assertThat(enter(house, later).number()).isEqualTo(registered.account());
        house.sessions().endAll(basic(), Town.CALLER, true);
        assertEndedAt(house, later);
    }

    @Test
    void whatWasEndedIsForgottenADayAfterItHasExpired() {
        SessionOpened session = open(house, "laptop");
        SessionOpened second = open(house, "telephone");
        house.sessions().end(bearer(second), Town.CALLER, session.id());

        clock.turn(Duration.ofHours(35));
        var _ = Town.put(house, Town.open(house, registered), "file", new byte[] {1});
        assertThat(head().sessions().revoked().stream().map(RevokedSession::id))
                .containsExactly(session.id());

        clock.turn(Duration.ofHours(2));
        var _ = Town.put(house, Town.open(house, registered), "file", new byte[] {2});
        assertThat(head().sessions().revoked()).isEmpty();
    }

    @Test
    void whenTooManyWereEndedOneByOneAllAreAndTheCallersOwnGoesOn() {
        SessionOpened own = open(house, "own");
        OpenAccount account = enter(house, own);
        List<RevokedSession> most =
                Stream.generate(() -> new RevokedSession(UUID.randomUUID(), own.expiresAt()))
                        .limit(SessionBook.MOST_REVOKED - 1)
                        .toList();
        var _ =
                house.commits()
                        .changeHead(
                                account,
                                head ->
                                        head.next(head.accountFile(), head.openRanges())
                                                .noting(head.sessions().revoking(most)));
        SessionOpened stays = open(house, "stays");
        SessionOpened last = open(house, "last");
        SessionOpened oneMore = open(house, "one more");

        house.sessions().end(bearer(own), Town.CALLER, last.id());
        assertThat(head().sessions().revoked()).hasSize(SessionBook.MOST_REVOKED);
        assertThat(enter(house, stays).number()).isEqualTo(registered.account());

        house.sessions().end(bearer(own), Town.CALLER, oneMore.id());
        assertThat(head().sessions().revoked()).isEmpty();
        assertEndedAt(house, stays);
        assertEndedAt(house, last);
        assertEndedAt(house, oneMore);
        assertThat(ids(list(house, own))).containsExactly(own.id());
    }

    @Test
    void aLabelIsShortenedToWhatFits() {
        SessionOpened session = open(house, "ä\n\u202e" + "ö".repeat(100));

        assertThat(list(house, session).getFirst().label()).isEqualTo("ä" + "ö".repeat(23));
    }

    @Test
    void aRotationLeavesNoneButItsOwn() {
        SessionOpened before = open(house, "before");
        house.sessions().endAll(basic(), Town.CALLER, false);
        SessionOpened again = open(house, "again");

        String token =
                house.keys()
                        .rotate(
                                enter(house, again),
                                new RotationRequest(Town.PASSWORD, null),
                                new Caller(Town.CALLER.network(), "rotated"))
                        .token();

        assertFault(FaultCode.KEYS_ROTATED, () -> enter(house, again));
        assertFault(FaultCode.KEYS_ROTATED, () -> enter(house, before));
        assertThat(house.sessions().list("Bearer " + token, Town.CALLER).sessions())
                .singleElement()
                .matches(SessionView::current)
                .extracting(SessionView::label)
                .isEqualTo("rotated");
    }
}
