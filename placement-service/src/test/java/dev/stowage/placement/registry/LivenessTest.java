package dev.stowage.placement.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.placement.TestDatabase;
import dev.stowage.placement.registry.Liveness.Presence;
import dev.stowage.placement.registry.Liveness.Seen;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration ROUND = Duration.ofSeconds(10);

    @TempDir Path directory;

    private final SupplierId supplier = new SupplierId(UUID.randomUUID());

    @Test
    void aSupplierIsOfflineAndDeadExactlyAtItsLimits() {
        LivenessLimits limits = new LivenessLimits(Duration.ofMinutes(5), Duration.ofHours(24));
        Duration little = Duration.ofNanos(1);
        assertThat(limits.state(Duration.ZERO)).isEqualTo(SupplierState.SUSPECT);
        assertThat(limits.state(Duration.ofMinutes(5).minus(little)))
                .isEqualTo(SupplierState.SUSPECT);
        assertThat(limits.state(Duration.ofMinutes(5))).isEqualTo(SupplierState.OFFLINE);
        assertThat(limits.state(Duration.ofHours(24).minus(little)))
                .isEqualTo(SupplierState.OFFLINE);
        assertThat(limits.state(Duration.ofHours(24))).isEqualTo(SupplierState.DEAD);
        assertThat(limits.state(Duration.ofDays(1000))).isEqualTo(SupplierState.DEAD);
    }

    @Test
    void uptimeIsTheShareOfTheCountedTimeAndTheLastWeeksWeighMost() {
        Uptime half = Uptime.NONE;
        assertThat(half.share()).isEqualTo(1);
        for (int round = 0; round < 1000; round++) {
            half = half.after(ROUND, round % 2 == 0);
        }
        assertThat(half.share()).isCloseTo(0.5, within(0.01));
        assertThat(half.lived()).isEqualTo(ROUND.multipliedBy(500));

        Uptime away = Uptime.NONE;
        away = days(away, 60, true);
        away = days(away, 30, false);
        assertThat(away.share()).isCloseTo(0.33, within(0.02));
        assertThat(days(away, 60, true).share()).isCloseTo(0.91, within(0.02));
    }

    private static Uptime days(Uptime uptime, int days, boolean alive) {
        Uptime after = uptime;
        for (int minute = 0; minute < days * 24 * 60; minute++) {
            after = after.after(Duration.ofMinutes(1), alive);
        }
        return after;
    }

    @Test
    void whatWasCountedOutlivesAStartAndTheTimeInBetweenDoesNotCount() throws Exception {
        try (TestDatabase database = TestDatabase.open(directory.resolve("facts"))) {
            join(database);
            Liveness before = open(database, START);
            before.count(List.of(new Seen(supplier, START, Presence.ALIVE)), START.plus(ROUND));
            Instant silent = START.plus(ROUND).plus(ROUND);
            before.count(List.of(new Seen(supplier, START, Presence.SILENT)), silent);
            before.save();
            assertThat(before.silence(supplier, START, silent)).isEqualTo(ROUND);

            Instant later = START.plus(Duration.ofDays(3));
            Liveness after = open(database, later);
            assertThat(after.silence(supplier, START, later)).isEqualTo(ROUND);
            assertThat(after.uptime(supplier).share()).isCloseTo(0.5, within(0.001));
            after.count(List.of(new Seen(supplier, START, Presence.SILENT)), later.plus(ROUND));
            assertThat(after.silence(supplier, START, later.plus(ROUND)))
                    .isEqualTo(ROUND.multipliedBy(2));
            after.save();
            assertThat(open(database, later).silence(supplier, START, later))
                    .isEqualTo(ROUND.multipliedBy(2));
        }
    }

    @Test
    void aRoundCountsForAMinuteAtMostAndNotForLess() throws Exception {
        try (TestDatabase database = TestDatabase.open(directory.resolve("facts"))) {
            join(database);
            Liveness liveness = open(database, START);
            Duration minute = Liveness.LONGEST_ROUND;
            for (Duration length :
                    List.of(
                            minute.minusMillis(1),
                            minute,
                            minute.plusMillis(1),
                            minute.plusDays(9))) {
                Instant now = START.plus(length);
                assertThat(liveness.silence(supplier, Instant.EPOCH, now))
                        .isEqualTo(length.compareTo(minute) < 0 ? length : minute);
            }
            Instant before = START.minus(ROUND);
            liveness.count(List.of(new Seen(supplier, Instant.EPOCH, Presence.SILENT)), before);
            assertThat(liveness.silence(supplier, Instant.EPOCH, before)).isZero();
        }
    }

    @Test
    void whoIsExcusedIsNeitherSilentNorCounted() throws Exception {
        try (TestDatabase database = TestDatabase.open(directory.resolve("facts"))) {
            join(database);
            Liveness liveness = open(database, START);
            liveness.count(
                    List.of(new Seen(supplier, Instant.EPOCH, Presence.SILENT)), START.plus(ROUND));
            Instant now = START.plus(ROUND).plus(ROUND);
            liveness.count(List.of(new Seen(supplier, Instant.EPOCH, Presence.UNHEARD)), now);
            assertThat(liveness.silence(supplier, Instant.EPOCH, now))
                    .isEqualTo(ROUND.multipliedBy(2));
            Uptime counted = liveness.uptime(supplier);
            assertThat(counted.countedSeconds()).isEqualTo(ROUND.toSeconds());
            liveness.count(List.of(new Seen(supplier, Instant.EPOCH, Presence.EXCUSED)), now);
            assertThat(liveness.silence(supplier, Instant.EPOCH, now)).isZero();
            assertThat(liveness.uptime(supplier)).isEqualTo(counted);
        }
    }

    private void join(TestDatabase database) {
        database.statements()
                .update(
                        "insert into service (id, role, verifying_key, joined_at)"
                                + " values (?, 'SUPPLIER', 'key', current_timestamp)",
                        supplier.value());
    }

    private static Liveness open(TestDatabase database, Instant now) {
        return new Liveness(new LivenessRepository(database.statements()), database.writing(), now);
    }
}
