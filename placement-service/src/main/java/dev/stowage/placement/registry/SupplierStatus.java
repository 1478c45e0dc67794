package dev.stowage.placement.registry;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What placement knows of a supplier: who it is, and what it said of itself last.
///
/// @param url where it answers; absent until its first heartbeat
/// @param lastSeen its last heartbeat, or its joining
/// @param bytesInFlight its load
/// @param leavesAt when all of its contracts end; absent if it stays
/// @param maintainedUntil until when it answers nobody; absent if it does
public record SupplierStatus(
        SupplierId id,
        VerifyingKey key,
        @Nullable AccountNumber owner,
        @Nullable String zone,
        @Nullable String url,
        Instant lastSeen,
        Map<UUID, VolumeState> volumes,
        long bytesInFlight,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil) {

    public SupplierStatus {
        volumes = Map.copyOf(volumes);
    }

    SupplierStatus after(Heartbeat heartbeat, Instant now) {
        Map<UUID, VolumeState> states = new LinkedHashMap<>();
        heartbeat.volumes().forEach(state -> states.put(state.volume(), state));
        return new SupplierStatus(
                id,
                key,
                owner,
                zone,
                heartbeat.url(),
                now,
                states,
                heartbeat.bytesInFlight(),
                heartbeat.leavesAt(),
                heartbeat.maintainedUntil());
    }

    /// Whether something new may come to one of its volumes.
    public boolean takesNew(VolumeState volume) {
        return leavesAt == null && volume.isServing();
    }

    boolean isMaintained(Instant now) {
        return maintainedUntil != null && now.isBefore(maintainedUntil);
    }

    /// Whether it takes in something else than before, or answers otherwise.
    boolean servesOtherwise(SupplierStatus earlier) {
        return (leavesAt == null) != (earlier.leavesAt == null)
                || !Objects.equals(maintainedUntil, earlier.maintainedUntil)
                || volumes.values().stream()
                        .anyMatch(
                                now -> {
                                    VolumeState then = earlier.volumes.get(now.volume());
                                    return then == null || then.isServing() != now.isServing();
                                });
    }

    /// Whether something changed that must not be forgotten when placement starts again.
    boolean movedSince(SupplierStatus earlier) {
        return !String.valueOf(url).equals(String.valueOf(earlier.url))
                || !volumes.keySet().equals(earlier.volumes.keySet())
                || volumes.values().stream().anyMatch(state -> resized(state, earlier));
    }

    private static boolean resized(VolumeState now, SupplierStatus earlier) {
        VolumeState then = earlier.volumes.get(now.volume());
        return then == null
                || then.capacity() != now.capacity()
                || then.carriers() != now.carriers();
    }
}
