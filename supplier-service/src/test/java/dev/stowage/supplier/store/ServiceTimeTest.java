package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.supplier.TurnedClock;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceTimeTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TurnedClock clock = new TurnedClock();
    private CrashDisk disk = new CrashDisk(new Random(3));
    private ServiceTime time;
    private LogStore store;

    @BeforeEach
    void open() throws IOException {
        time = new ServiceTime(clock::nanos);
        store = new LogStore(disk, LogSettings.DEFAULT, new Random(1), time, CommitObserver.NONE);
        time.begin(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void crash() throws IOException {
        CrashDisk after = disk.crash();
        store.close();
        disk = after;
        open();
    }

    @Test
    void isTheMachinesTimeWhenTheLogIsBegunAndThenThatOfServiceAlone() throws IOException {
        Instant begun = clock.instant();
        assertThat(time.instant()).isEqualTo(begun);
        clock.jump(WEEK);
        assertThat(time.instant()).isEqualTo(begun);

        clock.turn(MINUTE);
        time.keep();
        clock.jump(WEEK.multipliedBy(-3));
        crash();

        assertThat(time.instant()).isEqualTo(begun.plus(MINUTE));
        assertThat(time.on(clock, begun)).isEqualTo(clock.instant().minus(MINUTE));
    }

    @Test
    void isLateByTenMinutesAtMostAfterAKill() throws IOException {
        Instant begun = time.instant();
        for (int minute = 0; minute < 99; minute++) {
            clock.turn(MINUTE);
            time.keepIfDue();
        }
        crash();

        assertThat(time.instant())
                .isBetween(
                        begun.plus(MINUTE.multipliedBy(89)), begun.plus(MINUTE.multipliedBy(99)));
    }

    @Test
    void doesNotGoBackBehindWhatItWasWhenSomethingWasDropped() throws IOException {
        store.store(ACCOUNT.number(), List.of(ACCOUNT.record(1, 0)), Long.MAX_VALUE);
        clock.turn(WEEK);
        Instant dropped = time.instant();
        store.drop(ACCOUNT.number(), List.of(RecordId.of(ACCOUNT.record(1, 0))));
        crash();

        assertThat(time.instant()).isEqualTo(dropped);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /// Time passes, the clock jumps by years, the supplier is killed: what was dropped less than a
    /// week of service ago comes back.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noClockEmptiesTheTrash(int seed) throws IOException {
        Random random = new Random(seed);
        Map<Long, Duration> droppedFor = new HashMap<>();
        for (long block = 1; block <= 60; block++) {
            store.store(ACCOUNT.number(), List.of(ACCOUNT.record(block, 0)), Long.MAX_VALUE);
            store.drop(ACCOUNT.number(), List.of(RecordId.of(ACCOUNT.record(block, 0))));
            droppedFor.put(block, Duration.ZERO);
            clock.jump(Duration.ofDays(random.nextInt(-4000, 4000)));
            switch (random.nextInt(4)) {
                case 0 -> crash();
                case 1 -> time.keep();
                default -> {
                    Duration served = Duration.ofHours(random.nextInt(30));
                    clock.turn(served);
                    droppedFor.replaceAll((_, before) -> before.plus(served));
                }
            }
            store.condemn();
            long one = 1 + random.nextLong(block);
            if (droppedFor.containsKey(one) && droppedFor.remove(one).compareTo(WEEK) < 0) {
                List<RecordId> wanted = List.of(RecordId.of(ACCOUNT.record(one, 0)));
                assertThat(store.revive(ACCOUNT.number(), wanted, Long.MAX_VALUE).records())
                        .as("seed %d block %d", seed, one)
                        .isEqualTo(1);
            }
        }
    }
}
