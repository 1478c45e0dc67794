package dev.stowage.placement;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A supplier that says that it lives, and nothing else.
final class FakeSupplier {

    static final long CAPACITY = 1L << 40;

    private final SigningKey key = House.newKey();
    private final List<UUID> volumes = new ArrayList<>();
    private final Joined joined;
    private final int carriers;
    private House house;

    FakeSupplier(House house, int carriers) {
        this(house, carriers, 1);
    }

    /// @param carriers that each volume may serve
    FakeSupplier(House house, int carriers, int volumes) {
        this(house, carriers, volumes, House.BOOTSTRAP_CODE);
    }

    /// @param code by which it joins
    FakeSupplier(House house, int carriers, int volumes, String code) {
        this.carriers = carriers;
        for (int i = 0; i < volumes; i++) {
            this.volumes.add(UUID.randomUUID());
        }
        this.joined = house.join(key, ServiceRole.SUPPLIER, code);
        this.house = house;
    }

    /// After placement was started again.
    void moveTo(House other) {
        house = other;
    }

    private String url() {
        return "http://127.0.0.1:1/" + id();
    }

    /// As a lease names it.
    FormerHolder asFormer() {
        return new FormerHolder(id(), url());
    }

    SupplierId id() {
        return new SupplierId(joined.service());
    }

    String token() {
        return House.serviceToken(joined, key, house.now());
    }

    SigningKey key() {
        return key;
    }

    UUID volume() {
        return volumes.getFirst();
    }

    List<UUID> volumes() {
        return volumes;
    }

    HeartbeatAnswer beat() {
        return beat(volumes);
    }

    /// Names only some of its volumes.
    HeartbeatAnswer beat(List<UUID> named) {
        return beat(named, VolumeCondition.SERVING, null, null);
    }

    /// Says how it does.
    ///
    /// @param leavesAt absent if it stays
    /// @param maintainedUntil absent if it answers
    HeartbeatAnswer beat(
            VolumeCondition condition,
            @Nullable Instant leavesAt,
            @Nullable Instant maintainedUntil) {
        return beat(volumes, condition, leavesAt, maintainedUntil);
    }

    private HeartbeatAnswer beat(
            List<UUID> named,
            VolumeCondition condition,
            @Nullable Instant leavesAt,
            @Nullable Instant maintainedUntil) {
        return house.api()
                .heartbeat(
                        token(),
                        new Heartbeat(
                                url(),
                                named.stream()
                                        .map(
                                                volume ->
                                                        new VolumeState(
                                                                volume, CAPACITY, 0, 0, carriers,
                                                                condition))
                                        .toList(),
                                0,
                                leavesAt,
                                maintainedUntil,
                                0,
                                0,
                                null,
                                null));
    }

    /// Says how busy it is.
    ///
    /// @param percent of what it bears
    HeartbeatAnswer beatBusy(int percent) {
        return answer(percent, 0, 100L);
    }

    /// What a supplier is told who has heard of successions up to a revision.
    String successionsSince(long heard) {
        return answer(0, heard, null).successions();
    }

    /// What a supplier is told who has heard of closings up to a revision.
    String closingsSince(long heard) {
        return answer(0, heard, null).closings();
    }

    private HeartbeatAnswer answer(int inFlight, long heard, @Nullable Long mostInFlight) {
        return house.api()
                .heartbeat(
                        token(),
                        new Heartbeat(
                                url(),
                                volumes.stream()
                                        .map(
                                                volume ->
                                                        new VolumeState(
                                                                volume, CAPACITY, 0, 0, carriers))
                                        .toList(),
                                inFlight,
                                null,
                                null,
                                heard,
                                heard,
                                mostInFlight,
                                null));
    }

    /// Says that a volume took over all of another one.
    HeartbeatAnswer move(UUID from, UUID to) {
        return beat(
                volumes.stream()
                        .map(
                                volume ->
                                        new VolumeState(
                                                volume,
                                                CAPACITY,
                                                0,
                                                0,
                                                carriers,
                                                null,
                                                volume.equals(from) ? to : null))
                        .toList(),
                0);
    }

    private HeartbeatAnswer beat(List<VolumeState> states, long inFlight) {
        return house.api().heartbeat(token(), new Heartbeat(url(), states, inFlight));
    }

    /// Says that its volumes have another capacity.
    HeartbeatAnswer beatWith(long capacity) {
        return beatWith(capacity, 0);
    }

    /// Says that its volumes have another capacity, and how much of it contracts speak for.
    HeartbeatAnswer beatWith(long capacity, long allocated) {
        return beat(
                volumes.stream()
                        .map(volume -> new VolumeState(volume, capacity, allocated, 0, carriers))
                        .toList(),
                0);
    }

    /// What it may drop.
    List<AssignedCarrier> released() {
        return assignments(beat()).released();
    }

    List<AssignedCarrier> assigned() {
        return assigned(beat());
    }

    /// Carriers are seen by all before their suppliers are told of them.
    void awaitAssigned(int carriers) {
        Instant deadline = Instant.now().plus(House.PATIENCE);
        while (assigned().size() < carriers) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("only %s of %d carriers".formatted(assigned(), carriers));
            }
        }
    }

    List<AssignedCarrier> assigned(HeartbeatAnswer answer) {
        return assignments(answer).carriers();
    }

    private CarrierAssignments assignments(HeartbeatAnswer answer) {
        return CarrierAssignments.verify(
                answer.assignments(), joined.placementKey(), Clock.systemUTC());
    }
}
