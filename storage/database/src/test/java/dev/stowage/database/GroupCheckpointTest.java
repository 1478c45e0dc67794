package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GroupCheckpointTest {

    @Test
    void aFlushThatRanBeforeTheCommitDoesNotCount() throws Exception {
        AtomicLong committed = new AtomicLong();
        AtomicLong durable = new AtomicLong();
        try (GroupCheckpoint checkpoint =
                        new GroupCheckpoint(
                                "test",
                                () -> {
                                    long seen = committed.get();
                                    Thread.onSpinWait();
                                    durable.set(seen);
                                });
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    for (int n = 0; n < 500; n++) {
                                        AtomicLong mine = new AtomicLong();
                                        checkpoint.commit(
                                                () -> mine.set(committed.incrementAndGet()));
                                        assertThat(durable.get())
                                                .isGreaterThanOrEqualTo(mine.get());
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @Test
    void whoWaitsSharesOneFlush() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        CountDownLatch allCommitted = new CountDownLatch(101);
        CountDownLatch firstFlush = new CountDownLatch(1);
        try (GroupCheckpoint checkpoint =
                        new GroupCheckpoint(
                                "test",
                                () -> {
                                    flushes.incrementAndGet();
                                    firstFlush.countDown();
                                    await(allCommitted);
                                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> commit(checkpoint, allCommitted)));
            await(firstFlush);
            for (int i = 0; i < 100; i++) {
                all.add(threads.submit(() -> commit(checkpoint, allCommitted)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(flushes).hasValueBetween(2, 4);
    }

    @Test
    void nothingIsDurableAfterAFlushThatFailed() {
        AtomicInteger flushes = new AtomicInteger();
        try (GroupCheckpoint checkpoint =
                new GroupCheckpoint(
                        "test",
                        () -> {
                            if (flushes.incrementAndGet() == 1) {
                                throw new SQLException("the disk is gone");
                            }
                        })) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> checkpoint.commit(() -> {}))
                        .isInstanceOf(SQLException.class)
                        .hasRootCauseMessage("the disk is gone");
            }
        }
        assertThat(flushes).hasValue(1);
    }

    @Test
    void readingCostsNoFlush() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        try (GroupCheckpoint checkpoint = new GroupCheckpoint("test", flushes::incrementAndGet)) {
            checkpoint.commitReading(() -> {});
        }
        assertThat(flushes).hasValue(0);
    }

    private static Void commit(GroupCheckpoint checkpoint, CountDownLatch committed)
            throws SQLException {
        checkpoint.commit(committed::countDown);
        return null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
