package dev.stowage.placement.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.placement.Faults;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventPage;
import dev.stowage.protocol.placement.EventView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventsTest {

    private static final int MOST = 5;
    private static final int LOOKED_AT = 3;

    @TempDir Path directory;

    private final TestClock clock = new TestClock();
    private TestDatabase database;
    private Events events;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("facts"));
        events =
                new Events(
                        new EventRepository(JdbcClient.create(database.statements())),
                        clock,
                        MOST,
                        LOOKED_AT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Events eventsAt(Instant now) {
        return new Events(
                new EventRepository(JdbcClient.create(database.statements())),
                Clock.fixed(now, ZoneOffset.UTC),
                MOST,
                LOOKED_AT);
    }

    private void note(long account, String detail) {
        events.note(
                new Event(
                        EventKind.REBUILD_MADE,
                        null,
                        null,
                        null,
                        new AccountNumber(account),
                        detail));
    }

    @Test
    void theOldestLeave() {
        for (int i = 0; i < 2 * MOST; i++) {
            note(1, "number " + i);
        }
        assertThat(events.page(null, 0, 100).events())
                .extracting(EventView::detail)
                .containsExactly("number 5", "number 6", "number 7", "number 8", "number 9");
    }

    @Test
    void pagesFollowEachOtherAndAreOfOneAccountIfThatIsAsked() {
        note(1, "a");
        note(2, "b");
        note(1, "c");
        EventPage first = events.page(null, 0, 2);
        assertThat(first.events()).extracting(EventView::detail).containsExactly("a", "b");
        EventPage second = events.page(null, first.next(), 2);
        assertThat(second.events()).extracting(EventView::detail).containsExactly("c");
        assertThat(second.next()).isNull();
        assertThat(events.page(new AccountNumber(1), 0, 100).events())
                .extracting(EventView::detail)
                .containsExactly("a", "c");
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> events.page(null, 0, 0));
        Faults.assertFault(FaultCode.INVALID_REQUEST, () -> events.page(null, 0, 1001));
        assertThat(events.page(null, 0, 1000).events()).hasSize(3);
    }

    @Test
    void whatIsRolledBackDidNotHappen() {
        database.writing()
                .executeWithoutResult(
                        transaction -> {
                            note(1, "not done");
                            transaction.setRollbackOnly();
                        });
        assertThat(events.page(null, 0, 100).events()).isEmpty();
    }

    @Test
    void aDetailIsCut() {
        note(1, "x".repeat(Event.MAX_DETAIL + 1));
        assertThat(events.page(null, 0, 1).events().getFirst().detail()).hasSize(Event.MAX_DETAIL);
    }

    @Test
    void aStretchHasWhatIsOfTheAccountOrOfNoneAndWaitsForTheYoungest() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        events = eventsAt(now);
        note(1, "a");
        note(2, "b");
        events.note(new Event(EventKind.CARRIER_REPLACED, null, null, null, null, "c"));
        AccountNumber account = new AccountNumber(1);
        Events.Stretch nothing = new Events.Stretch(List.of(), 0, false);
        assertThat(events.stretch(account, 0)).isEqualTo(nothing);
        assertThat(eventsAt(now.plus(Events.SETTLING).minusMillis(1)).stretch(account, 0))
                .isEqualTo(nothing);

        Events later = eventsAt(now.plus(Events.SETTLING));
        Events.Stretch stretch = later.stretch(account, 0);

        assertThat(stretch.events()).extracting(EventView::detail).containsExactly("a", "c");
        assertThat(stretch.more()).isFalse();
        assertThat(later.stretch(account, stretch.upTo()))
                .isEqualTo(new Events.Stretch(List.of(), stretch.upTo(), false));
        assertThat(later.stretch(account, Long.MAX_VALUE).upTo()).isEqualTo(stretch.upTo());
    }

    @Test
    void aStretchEndsAfterSoManyEventsWhosesoeverTheyAre() {
        for (int i = 0; i < 2 * MOST; i++) {
            note(2, "of another account");
        }
        note(1, "at last");
        clock.advance(Events.SETTLING);
        AccountNumber account = new AccountNumber(1);

        Events.Stretch first = events.stretch(account, 0);
        Events.Stretch second = events.stretch(account, first.upTo());

        assertThat(first.events()).isEmpty();
        assertThat(first.more()).isTrue();
        assertThat(second.events()).extracting(EventView::detail).containsExactly("at last");
        assertThat(second.more()).isFalse();
    }
}
