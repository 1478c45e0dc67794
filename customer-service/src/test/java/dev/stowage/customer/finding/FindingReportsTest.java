package dev.stowage.customer.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingReportsTest {

    private static final byte[] CONTENT = content();

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void storeAndLose() {
        town = new Town(4, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(4));
        Town.put(storehouse, account, "a/file", CONTENT);
        Town.awaitDeliveries(storehouse, account);
        town.supplier(0).loseRecords();
        town.supplier(1).rot();
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static byte[] content() {
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        return content;
    }

    private void read() {
        assertThat(Town.get(storehouse, account, "a/file")).isEqualTo(CONTENT);
    }

    @Test
    void placementHearsWhatReadersMissed() {
        read();
        assertThat(town.findingReports(0).reportAll()).isTrue();

        List<FoundRecord> reported = town.placement().reported();
        assertThat(reported).extracting(FoundRecord::kind).contains(Kind.MISSING, Kind.CORRUPT);
        assertThat(reported)
                .allSatisfy(
                        found -> {
                            int supplier = found.kind() == Kind.MISSING ? 0 : 1;
                            assertThat(found.supplier()).isEqualTo(town.supplier(supplier).id());
                            assertThat(found.address().account()).isEqualTo(account.number());
                            assertThat(found.count()).isPositive();
                        });
        assertThat(town.meters(0).counter("stowage.findings.reported").count())
                .isEqualTo(reported.size());
    }

    @Test
    void whatPlacementDidNotHearIsToldLater() {
        read();
        town.placement().be(Trouble.AWAY);
        assertThat(town.findingReports(0).reportAll()).isFalse();
        assertThat(town.placement().reported()).isEmpty();

        town.placement().be(Trouble.NONE);
        assertThat(town.findingReports(0).reportAll()).isTrue();
        assertThat(town.placement().reported()).isNotEmpty();
    }

    @Test
    void nothingIsToldTwice() {
        read();
        town.findingReports(0).reportAll();
        int reported = town.placement().reported().size();

        assertThat(town.findingReports(0).reportAll()).isTrue();
        assertThat(town.placement().reported()).hasSize(reported);
    }

    @Test
    void isToldInTheBackground() {
        try (FindingReports reports = town.findingReports(0)) {
            reports.start();
            read();
            while (town.placement().reported().isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }
}
