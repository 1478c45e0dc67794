package dev.stowage.placement.registry;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.Heartbeat.Sequence;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.supplier.MaintenanceWish;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What placement knows of a supplier: who it is, and what it said of itself last.
///
/// @param tags by which accounts ask for suppliers of a kind
/// @param url where it answers; absent until its first heartbeat
/// @param lastSeen its last heartbeat, or its joining
/// @param load how busy it is
/// @param leavesAt when all of its contracts end; absent if it stays
/// @param maintainedUntil until when it answers nobody; absent if it does
/// @param sequence of the newest heartbeat; absent from suppliers of earlier builds, and after a
///   start of placement
public record SupplierStatus(
        SupplierId id,
        VerifyingKey key,
        @Nullable AccountNumber owner,
        @Nullable String zone,
        Set<String> tags,
        @Nullable String url,
        Instant lastSeen,
        Map<UUID, VolumeState> volumes,
        Load load,
        @Nullable Instant leavesAt,
        @Nullable Instant maintainedUntil,
        @Nullable Sequence sequence) {

    private static final Duration LONGEST_MAINTENANCE =
            Duration.ofMinutes(MaintenanceWish.MAX_MINUTES);

    public SupplierStatus {
        tags = Set.copyOf(tags);
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
                tags,
                heartbeat.url(),
                now,
                states,
                load.after(heartbeat, now),
                heartbeat.leavesAt(),
                atMost(heartbeat.maintainedUntil(), now.plus(LONGEST_MAINTENANCE)),
                heartbeat.sequence());
    }

    /// Whether a heartbeat was said before the newest that is known, and came late or again. A
    /// supplier whose clock was set back before it started again may only seem to be earlier.
    boolean isAfter(Heartbeat heartbeat, boolean mayHaveStartedAgain) {
        Sequence other = heartbeat.sequence();
        if (sequence == null || other == null || sequence.compareTo(other) < 0) {
            return false;
        }
        return !mayHaveStartedAgain || sequence.startedAt().equals(other.startedAt());
    }

    /// Whether something new may come to one of its volumes.
    public boolean takesNew(VolumeState volume) {
        return leavesAt == null && volume.isServing();
    }

    private static @Nullable Instant atMost(@Nullable Instant instant, Instant most) {
        return instant != null && instant.isAfter(most) ? most : instant;
    }

    /// Since when it may be called silent: since its last heartbeat, or the end of the while for
    /// which it said that it answers nobody.
    Instant quietSince() {
        return maintainedUntil != null && maintainedUntil.isAfter(lastSeen)
                ? maintainedUntil
                : lastSeen;
    }

    boolean isMaintained(Instant now) {
        return maintainedUntil != null && now.isBefore(maintainedUntil);
    }

    /// Whether it takes in something else than before, became hot or cool, or answers otherwise.
    boolean servesOtherwise(SupplierStatus earlier) {
        return (leavesAt == null) != (earlier.leavesAt == null)
                || load.isHot() != earlier.load.isHot()
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
                || !Objects.equals(leavesAt, earlier.leavesAt)
                || !Objects.equals(maintainedUntil, earlier.maintainedUntil)
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
