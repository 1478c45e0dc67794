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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventsTest {

    private static final int MOST = 5;

    @TempDir Path directory;

    private TestDatabase database;
    private Events events;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("facts"));
        events =
                new Events(
                        new EventRepository(JdbcClient.create(database.statements())),
                        new TestClock(),
                        MOST);
    }

    @AfterEach
    void close() {
        database.close();
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
}
