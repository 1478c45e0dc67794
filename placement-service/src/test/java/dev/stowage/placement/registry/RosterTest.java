package dev.stowage.placement.registry;

import static dev.stowage.placement.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.Heartbeat.Sequence;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.SupplierState;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.supplier.MaintenanceWish;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration OFFLINE_AFTER = Duration.ofMinutes(5);
    private static final Duration DEAD_AFTER = Duration.ofHours(24);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final String URL = "http://supplier.example:8083";

    @TempDir Path directory;

    private final TestClock clock = new TestClock();
    private final UUID volume = UUID.randomUUID();
    private TestDatabase database;
    private Roster roster;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(directory.resolve("facts"));
        roster = newRoster();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Roster newRoster() {
        return new Roster(
                database.repository(ServiceRepository.class),
                database.repository(VolumeRepository.class),
                new Revocations(
                        database.repository(RevocationRepository.class),
                        database.writing(),
                        list -> list.sign(SigningKey.random(new SecureRandom())),
                        clock),
                database.writing(),
                new Liveness(
                        new LivenessRepository(database.statements()),
                        database.writing(),
                        clock.instant()),
                clock,
                INTERVAL,
                new LivenessLimits(OFFLINE_AFTER, DEAD_AFTER));
    }

    @Test
    void whoMissesThreeHeartbeatsIsNotAlive() {
        SupplierId id = join();
        assertThat(roster.isAlive(roster.get(id))).isFalse();
        roster.hear(id, heartbeat(10));
        assertThat(roster.isAlive(roster.get(id))).isTrue();
        clock.advance(INTERVAL.multipliedBy(4));
        assertThat(roster.isAlive(roster.get(id))).isFalse();
        roster.hear(id, heartbeat(10));
        assertThat(roster.isAlive(roster.get(id))).isTrue();
    }

    @Test
    void afterAStartAllHaveTimeToSayThatTheyLive() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        clock.advance(Duration.ofDays(1));
        Roster next = newRoster();
        assertThat(next.isAlive(next.get(id))).isTrue();
        clock.advance(INTERVAL.multipliedBy(4));
        assertThat(next.isAlive(next.get(id))).isFalse();
    }

    @Test
    void aHeartbeatThatSaysNothingNewIsSavedLater() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        Instant saved = lastSeen(id);
        clock.advance(INTERVAL);
        roster.hear(id, heartbeat(10));
        assertThat(lastSeen(id)).isEqualTo(saved);
        roster.saveSeen();
        assertThat(lastSeen(id)).isAfter(saved);
    }

    @Test
    void aNewAddressIsSavedAtOnce() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        roster.hear(id, new Heartbeat("https://elsewhere.example", heartbeat(10).volumes(), 0));
        assertThat(newRoster().get(id).url()).isEqualTo("https://elsewhere.example");
    }

    @Test
    void whatIsPromisedIsNotPromisedAgainUntilTheSupplierSpeaks() {
        SupplierId id = join();
        roster.hear(id, heartbeat(100));
        roster.promise(volume, 60);
        VolumeState state = roster.get(id).volumes().get(volume);
        assertThat(roster.grantable(state)).isEqualTo(40);
        roster.hear(id, heartbeat(100));
        assertThat(roster.grantable(roster.get(id).volumes().get(volume))).isEqualTo(100);
    }

    @Test
    void aVolumeBelongsToOneSupplierForEver() {
        SupplierId first = join();
        SupplierId second = join();
        roster.hear(first, heartbeat(10));
        assertFault(FaultCode.FORBIDDEN, () -> roster.hear(second, heartbeat(10)));
        assertFault(FaultCode.FORBIDDEN, () -> newRoster().hear(second, heartbeat(10)));
    }

    @Test
    void whoHasNotJoinedIsNotHeard() {
        assertFault(
                FaultCode.FORBIDDEN,
                () -> roster.hear(new SupplierId(UUID.randomUUID()), heartbeat(10)));
    }

    @Test
    void addressesThatNobodyCouldCallAreRefused() {
        SupplierId id = join();
        for (String url :
                List.of(
                        "",
                        "supplier",
                        "ftp://a.example",
                        "http://",
                        "http://u:p@a.example",
                        "http://" + "a".repeat(2000))) {
            assertFault(
                    FaultCode.INVALID_REQUEST,
                    () -> roster.hear(id, new Heartbeat(url, List.of(), 0)));
        }
    }

    @Test
    void aHeartbeatThatComesLateOrAgainDoesNotUndoANewerOne() {
        SupplierId id = join();
        Instant start = clock.instant();
        roster.hear(id, heartbeat(10, start, 7));
        for (long late : new long[] {0, 6}) {
            assertThat(roster.hear(id, heartbeat(99, start, late))).isEqualTo(roster.get(id));
            assertThat(capacity(id)).isEqualTo(10);
        }
        roster.hear(id, heartbeat(99, start.minusSeconds(60), 1000));
        assertThat(capacity(id)).isEqualTo(10);
        roster.hear(id, heartbeat(20, start, 8));
        assertThat(capacity(id)).isEqualTo(20);
        roster.hear(id, heartbeat(30, start.plusSeconds(60), 0));
        assertThat(capacity(id)).isEqualTo(30);
        roster.hear(id, heartbeat(40));
        assertThat(capacity(id)).isEqualTo(40);
    }

    @Test
    void aHeartbeatThatCameAgainDoesNotMakeASupplierAlive() {
        SupplierId id = join();
        Instant start = clock.instant();
        roster.hear(id, heartbeat(10, start, 7));
        clock.advance(INTERVAL.multipliedBy(4));
        roster.hear(id, heartbeat(10, start, 7));
        assertThat(roster.isAlive(roster.get(id))).isFalse();
    }

    @Test
    void aSupplierThatStartedAgainWithItsClockSetBackIsHeardOnceItCountsAsAway() {
        SupplierId id = join();
        Instant start = clock.instant();
        roster.hear(id, heartbeat(10, start, 7));
        Heartbeat setBack = heartbeat(20, start.minus(Duration.ofDays(1)), 0);
        roster.hear(id, setBack);
        assertThat(capacity(id)).isEqualTo(10);
        clock.advance(INTERVAL.multipliedBy(4));
        roster.hear(id, setBack);
        assertThat(capacity(id)).isEqualTo(20);
        assertThat(roster.isAlive(roster.get(id))).isTrue();
    }

    @Test
    void silenceMakesASupplierSuspectThenOfflineThenDeadAndAWordAliveAgain() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        assertThat(state(id)).isEqualTo(SupplierState.ALIVE);
        pass(INTERVAL.multipliedBy(4));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
        pass(OFFLINE_AFTER.minus(INTERVAL.multipliedBy(5)));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
        pass(INTERVAL);
        assertThat(state(id)).isEqualTo(SupplierState.OFFLINE);
        pass(DEAD_AFTER.minus(OFFLINE_AFTER).minusSeconds(30));
        assertThat(state(id)).isEqualTo(SupplierState.OFFLINE);
        pass(Duration.ofSeconds(30));
        assertThat(state(id)).isEqualTo(SupplierState.DEAD);
        roster.hear(id, heartbeat(10));
        assertThat(state(id)).isEqualTo(SupplierState.ALIVE);
        pass(INTERVAL.multipliedBy(4));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
    }

    @Test
    void nobodyIsOfflineOrDeadForBeingSilentWhilePlacementWasDownOrSlept() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        clock.advance(DEAD_AFTER.multipliedBy(3));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
        roster.count();
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);

        clock.advance(DEAD_AFTER.multipliedBy(3));
        roster = newRoster();
        assertThat(state(id)).isEqualTo(SupplierState.ALIVE);
        pass(INTERVAL.multipliedBy(4));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
    }

    @Test
    void silenceThatPlacementListenedToIsNotForgottenWhenItStartsAgain() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        pass(OFFLINE_AFTER.minusMinutes(1));
        roster.saveCounted();
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
        roster = newRoster();
        pass(Duration.ofMinutes(1));
        assertThat(state(id)).isEqualTo(SupplierState.OFFLINE);
    }

    @Test
    void whoIsMaintainedIsNotSilentUntilThatIsOver() {
        SupplierId id = join();
        roster.hear(id, maintained(clock.instant().plus(Duration.ofHours(48))));
        pass(Duration.ofHours(24));
        assertThat(state(id)).isEqualTo(SupplierState.MAINTAINED);
        roster = newRoster();
        assertThat(state(id)).isEqualTo(SupplierState.MAINTAINED);
        pass(Duration.ofHours(24));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
        pass(OFFLINE_AFTER.plusMinutes(1));
        assertThat(state(id)).isEqualTo(SupplierState.OFFLINE);
    }

    @Test
    void nobodyIsMaintainedForLongerThanASupplierMaySay() {
        SupplierId id = join();
        roster.hear(id, maintained(Instant.MAX));
        pass(Duration.ofMinutes(MaintenanceWish.MAX_MINUTES + 1));
        assertThat(state(id)).isEqualTo(SupplierState.SUSPECT);
    }

    @Test
    void timeInMaintenanceAndTheTimeAfterAStartDoNotCountForUptime() {
        SupplierId id = join();
        roster.hear(id, heartbeat(10));
        pass(INTERVAL);
        roster.hear(id, maintained(clock.instant().plus(Duration.ofHours(1))));
        pass(Duration.ofMinutes(59));
        roster.saveCounted();
        roster = newRoster();
        pass(INTERVAL);
        assertThat(roster.uptime(roster.get(id)).share()).isEqualTo(1);
    }

    /// In rounds of at most half a minute.
    private void pass(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            Duration round = left.compareTo(ROUND) < 0 ? left : ROUND;
            clock.advance(round);
            roster.count();
            left = left.minus(round);
        }
    }

    private SupplierState state(SupplierId id) {
        return roster.state(roster.get(id));
    }

    private long capacity(SupplierId id) {
        return roster.get(id).volumes().get(volume).capacity();
    }

    private Heartbeat heartbeat(long capacity, Instant startedAt, long number) {
        return new Heartbeat(
                URL,
                heartbeat(capacity).volumes(),
                0,
                null,
                null,
                0,
                0,
                null,
                new Sequence(startedAt, number));
    }

    private Heartbeat maintained(Instant until) {
        return new Heartbeat(URL, heartbeat(10).volumes(), 0, null, until, 0, 0, null, null);
    }

    private SupplierId join() {
        ServiceRow row =
                new ServiceRow(
                        UUID.randomUUID(),
                        ServiceRole.SUPPLIER,
                        SigningKey.random(new SecureRandom()).verifyingKey(),
                        null,
                        null,
                        Set.of("ssd", "eu-1"),
                        clock.instant());
        database.writing()
                .executeWithoutResult(_ -> database.repository(ServiceRepository.class).save(row));
        roster.join(row);
        return new SupplierId(row.id());
    }

    private Heartbeat heartbeat(long capacity) {
        return new Heartbeat(URL, List.of(new VolumeState(volume, capacity, 0, 0, 1)), 0);
    }

    private Instant lastSeen(SupplierId id) {
        return database.writing()
                .execute(
                        _ ->
                                database.repository(ServiceRepository.class)
                                        .findById(id.value())
                                        .orElseThrow()
                                        .lastSeen());
    }
}
