package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadStartsTest {

    private static final long PATIENCE = 1000;
    private static final int THREADS = 8;
    private static final int READS = 20_000;

    private final ReadStarts reads = new ReadStarts();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 10, Long.MIN_VALUE, -PATIENCE})
    void aReadTakesTooLongUntilItEndsWhateverTheClockShows(long start) {
        int read = reads.began(start);
        int later = reads.began(start + 500);

        assertThat(reads.longerThan(PATIENCE, start)).isZero();
        assertThat(reads.longerThan(PATIENCE, start + PATIENCE)).isZero();
        assertThat(reads.longerThan(PATIENCE, start + PATIENCE + 2)).isEqualTo(1);
        assertThat(reads.longerThan(PATIENCE, start + PATIENCE + 502)).isEqualTo(2);

        reads.ended(read);
        assertThat(reads.longerThan(PATIENCE, start + PATIENCE + 502)).isEqualTo(1);
        reads.ended(later);
        assertThat(reads.longerThan(PATIENCE, start + PATIENCE + 502)).isZero();
    }

    @Test
    void moreThanItNotesDisturbNothing() {
        List<Integer> noted = new ArrayList<>();
        for (int read = 0; read < ReadStarts.MOST + 3; read++) {
            noted.add(reads.began(1));
        }
        assertThat(noted.stream().distinct()).hasSize(ReadStarts.MOST + 1);
        noted.forEach(reads::ended);
        assertThat(reads.longerThan(PATIENCE, PATIENCE * 3)).isZero();
    }

    @Test
    void ofManyReadsAtOnceNoneIsForgottenAndNoneStays() throws Exception {
        int stuck = reads.began(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(this::readAgainAndAgain));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(reads.longerThan(PATIENCE, PATIENCE * 3)).isEqualTo(1);
        reads.ended(stuck);
        assertThat(reads.longerThan(PATIENCE, PATIENCE * 3)).isZero();
    }

    private boolean readAgainAndAgain() {
        for (int read = 0; read < READS; read++) {
            int noted = reads.began(1);
            assertThat(reads.longerThan(PATIENCE, PATIENCE * 3)).isBetween(2, THREADS + 1);
            reads.ended(noted);
        }
        return true;
    }
}
