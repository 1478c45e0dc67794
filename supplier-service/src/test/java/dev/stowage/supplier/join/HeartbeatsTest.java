package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.supplier.Eventually;
import dev.stowage.supplier.PlacementStandIn;
import dev.stowage.supplier.PlainSupplier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path data;

    @Test
    void joinsOnceAndIsTheSameSupplierForEver() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            PlacementStandIn.Member member = house.placement().serving(0);
            UUID volume = house.volume().id();

            house.restart("");

            assertThat(house.supplier().membership().supplier()).isEqualTo(member.id());
            assertThat(house.volume().id()).isEqualTo(volume);
            awaitBeat(house);
            assertThat(house.placement().heard()).isEqualTo(1);
        }
    }

    @Test
    void saysWhereItIsAndHowMuchSpaceItHas() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            Heartbeat heartbeat = house.placement().lastOf(0);

            assertThat(heartbeat.url()).isEqualTo("http://supplier.test:1");
            assertThat(heartbeat.volumes())
                    .containsExactly(
                            new VolumeState(house.volume().id(), PlainSupplier.CAPACITY, 0, 0, 1));
        }
    }

    @Test
    void triesAgainUntilPlacementAnswers() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data)) {
            house.placement().setAway(true);
            house.restart(PlacementStandIn.JOIN_CODE);
            Eventually.holds(PATIENCE, () -> house.placement().refusals() > 2);

            house.placement().setAway(false);

            house.awaitJoined();
            assertThat(house.supplier().membership().isJoined()).isTrue();
        }
    }

    @Test
    void renewsItsCertificateBeforeItExpires() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            house.clock().turn(PlacementStandIn.CERTIFICATE_LIFE.minusMinutes(30));

            Eventually.holds(PATIENCE, () -> house.placement().renewals() > 0);
            awaitBeat(house);
            house.clock().turn(Duration.ofHours(2));
            awaitBeat(house);
        }
    }

    @Test
    void aDirectoryKeepsItsKey() throws Exception {
        try (PlainSupplier house = new PlainSupplier(data).awaitJoined()) {
            Path key = data.resolve("supplier-1").resolve("identity.key");
            String before = Files.readString(key);
            house.restart("");
            assertThat(Files.readString(key)).isEqualTo(before);
        }
    }

    private static void awaitBeat(PlainSupplier house) {
        int before = house.placement().beats();
        Eventually.holds(PATIENCE, () -> house.placement().beats() > before);
    }
}
