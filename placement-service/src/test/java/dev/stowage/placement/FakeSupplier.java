package dev.stowage.placement;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// A supplier that says that it lives, and nothing else.
final class FakeSupplier {

    static final long CAPACITY = 1L << 40;

    private final SigningKey key = House.newKey();
    private final UUID volume = UUID.randomUUID();
    private final Joined joined;
    private final int carriers;
    private House house;

    FakeSupplier(House house, int carriers) {
        this.carriers = carriers;
        this.joined = house.join(key, ServiceRole.SUPPLIER, House.BOOTSTRAP_CODE);
        this.house = house;
    }

    /// After placement was started again.
    void moveTo(House other) {
        house = other;
    }

    SupplierId id() {
        return new SupplierId(joined.service());
    }

    String token() {
        return House.serviceToken(joined, key);
    }

    SigningKey key() {
        return key;
    }

    UUID volume() {
        return volume;
    }

    HeartbeatAnswer beat() {
        return house.api()
                .heartbeat(
                        token(),
                        new Heartbeat(
                                "http://127.0.0.1:1/" + id(),
                                List.of(new VolumeState(volume, CAPACITY, 0, 0, carriers)),
                                0));
    }

    List<AssignedCarrier> assigned() {
        return CarrierAssignments.verify(
                        beat().assignments(), joined.placementKey(), Clock.systemUTC())
                .carriers();
    }
}
