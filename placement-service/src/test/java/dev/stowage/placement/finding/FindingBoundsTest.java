package dev.stowage.placement.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten findings at most about one account, fifteen in all.
class FindingBoundsTest {

    private static final int MOST_OF_ACCOUNT = 10;
    private static final int MOST = 15;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final CarrierGroup GROUP =
            new CarrierGroup(new CarrierId(0), ReliabilityLevel.ZERO);
    private static final AccountNumber ONE = new AccountNumber(1);
    private static final AccountNumber OTHER = new AccountNumber(2);

    @TempDir Path directory;
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private Findings findings;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.open(directory.resolve("placement"));
        for (AccountNumber account : List.of(ONE, OTHER)) {
            database.statements()
                    .update(
                            """
                            insert into account (number, verifying_key, carrier_group, layout,
                                                 needed_space, next_block)
                            values (?, '', 0, 0, 0, 0)
                            """,
                            account.value());
        }
        findings = newFindings();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Findings newFindings() {
        return new Findings(
                new FindingRepository(database.statements()),
                database.writing(),
                Clock.systemUTC(),
                MOST_OF_ACCOUNT,
                MOST,
                meters);
    }

    /// Each seen a second after the one before.
    private static List<FoundRecord> found(AccountNumber account, long firstBlock, int count) {
        return LongStream.range(firstBlock, firstBlock + count)
                .mapToObj(block -> found(account, block, NOON.plusSeconds(block)))
                .toList();
    }

    private static FoundRecord found(AccountNumber account, long block, Instant seen) {
        return new FoundRecord(
                new Address(account, new BlockNumber(block), GROUP),
                0,
                new CarrierId(0),
                Kind.MISSING,
                null,
                seen,
                seen,
                1);
    }

    private List<Long> blocksOf(AccountNumber account) {
        return findings.page(account, 0, 1000).findings().stream()
                .map(each -> each.address().block().bits())
                .toList();
    }

    private double kept() {
        return meters.get("stowage.findings.kept").gauge().value();
    }

    @Test
    void theOldestOfAnAccountLeaveWhenItHasTooMany() {
        findings.keep(found(ONE, 0, 12));
        assertThat(blocksOf(ONE)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);

        findings.keep(List.of(found(ONE, 2, NOON.plusSeconds(100))));
        findings.keep(found(ONE, 20, 1));
        assertThat(blocksOf(ONE)).containsExactly(2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 20L);
        assertThat(kept()).isEqualTo(10);
        assertThat(meters.counter("stowage.findings.left").count()).isEqualTo(3);
    }

    @Test
    void theOldestOfAllLeaveWhenThereAreTooMany() {
        findings.keep(found(ONE, 0, 10));
        findings.keep(found(OTHER, 5, 8));
        assertThat(blocksOf(ONE)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(blocksOf(OTHER)).hasSize(8);
        assertThat(kept()).isEqualTo(MOST);
    }

    @Test
    void whatWasKeptIsCountedAfterAStart() {
        findings.keep(found(ONE, 0, 10));
        meters = new SimpleMeterRegistry();
        findings = newFindings();
        assertThat(kept()).isEqualTo(10);

        findings.keep(found(OTHER, 5, 8));
        assertThat(blocksOf(ONE)).hasSize(7);
        assertThat(kept()).isEqualTo(MOST);
    }
}
