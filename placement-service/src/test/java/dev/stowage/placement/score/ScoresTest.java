package dev.stowage.placement.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.placement.SupplierId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {

    @TempDir Path directory;

    private final TestClock clock = new TestClock();
    private TestDatabase database;
    private SupplierId supplier;
    private Scores scores;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("facts"));
        supplier = join();
        scores = newScores();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Scores newScores() {
        return new Scores(new VerdictRepository(database.statements()), database.writing(), clock);
    }

    private SupplierId join() {
        UUID id = UUID.randomUUID();
        database.statements()
                .update(
                        "insert into service (id, role, verifying_key, joined_at)"
                                + " values (?, 'SUPPLIER', ?, current_timestamp)",
                        id,
                        id.toString());
        return new SupplierId(id);
    }

    private List<SupplierId> auditors(int count) {
        List<SupplierId> auditors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            auditors.add(join());
        }
        return auditors;
    }

    @Test
    void oneAuditorWhoSpeaksIllMakesNobodyWorse() {
        SupplierId liar = join();
        for (int i = 0; i < 1000; i++) {
            scores.failed(supplier, liar);
        }
        assertThat(scores.of(supplier).failedShare()).isZero();
        auditors(3).forEach(each -> scores.good(supplier, each, 10));
        assertThat(scores.of(supplier).failedShare()).isZero();
        assertThat(scores.of(supplier).failed()).isPositive();
    }

    @Test
    void twoOfFourAuditorsWhoFindNothingWeighAThird() {
        List<SupplierId> auditors = auditors(4);
        auditors.subList(0, 2).forEach(each -> scores.failed(supplier, each));
        auditors.subList(2, 4).forEach(each -> scores.good(supplier, each, 10));
        assertThat(scores.of(supplier).failedShare()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(scores.of(supplier).audits()).isEqualTo(4);
        assertThat(scores.of(supplier).failed()).isEqualTo(2);
    }

    @Test
    void anAuditorHasOneVoiceHoweverOftenItSpeaks() {
        List<SupplierId> auditors = auditors(3);
        for (int i = 0; i < 50; i++) {
            scores.failed(supplier, auditors.get(0));
        }
        scores.failed(supplier, auditors.get(1));
        scores.good(supplier, auditors.get(2), 10);
        assertThat(scores.of(supplier).failedShare()).isEqualTo(0.5);
    }

    @Test
    void ofAHundredAuditsTheOlderHalfIsForgotten() {
        SupplierId auditor = join();
        for (int i = 0; i < 99; i++) {
            scores.failed(supplier, auditor);
        }
        assertThat(scores.of(supplier).audits()).isEqualTo(99);
        scores.failed(supplier, auditor);
        assertThat(scores.of(supplier).audits()).isEqualTo(50);
        assertThat(scores.of(supplier).failed()).isEqualTo(50);
    }

    @Test
    void latencyIsAMovingMeanThatHalfOfTheAuditorsDoNotExceed() {
        SupplierId first = join();
        scores.good(supplier, first, 100);
        assertThat(scores.of(supplier).latencyMillis()).isEqualTo(100);
        scores.good(supplier, first, 200);
        assertThat(scores.of(supplier).latencyMillis()).isEqualTo(110);
        SupplierId second = join();
        SupplierId liar = join();
        scores.failed(supplier, second);
        assertThat(scores.of(supplier).latencyMillis()).isEqualTo(110);
        scores.good(supplier, second, 120);
        scores.good(supplier, liar, 600_000);
        assertThat(scores.of(supplier).latencyMillis()).isEqualTo(120);
    }

    @Test
    void verdictsOutliveAStart() {
        auditors(3).forEach(each -> scores.failed(supplier, each));
        scores.good(supplier, join(), 30);
        assertThat(newScores().of(supplier)).isEqualTo(scores.of(supplier));
        assertThat(newScores().of(join())).isEqualTo(Score.NONE);
    }

    @Test
    void theVerdictsOfTheLastSixtyFourAuditorsAreKept() {
        SupplierId first = join();
        scores.failed(supplier, first);
        clock.advance(Duration.ofSeconds(1));
        auditors(Scores.MOST_AUDITORS - 1).forEach(each -> scores.good(supplier, each, 1));
        assertThat(scores.of(supplier).audits()).isEqualTo(Scores.MOST_AUDITORS);
        assertThat(scores.of(supplier).failed()).isEqualTo(1);
        scores.good(supplier, join(), 1);
        assertThat(scores.of(supplier).audits()).isEqualTo(Scores.MOST_AUDITORS);
        assertThat(scores.of(supplier).failed()).isZero();
    }
}
