package dev.stowage.placement.registry;

import static dev.stowage.placement.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.TestClock;
import dev.stowage.placement.TestDatabase;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
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
                clock,
                INTERVAL);
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

    private SupplierId join() {
        ServiceRow row =
                new ServiceRow(
                        UUID.randomUUID(),
                        ServiceRole.SUPPLIER,
                        SigningKey.random(new SecureRandom()).verifyingKey(),
                        null,
                        null,
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
