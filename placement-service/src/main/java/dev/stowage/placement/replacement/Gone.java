package dev.stowage.placement.replacement;

import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.VolumeCondition;
import dev.stowage.protocol.placement.VolumeState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How long a volume has been away, and what that means. Used by one thread.
final class Gone {

    /// What a volume is worth.
    enum State {
        THERE,
        OFFLINE,
        DEAD
    }

    private final Roster roster;
    private final Clock clock;
    private final Duration offlineAfter;
    private final Map<UUID, Instant> failedSince = new HashMap<>();

    Gone(Roster roster, Clock clock, Duration offlineAfter) {
        this.roster = roster;
        this.clock = clock;
        this.offlineAfter = offlineAfter;
    }

    /// A supplier that said that it would be away is there. A volume that failed, or that a living
    /// supplier does not name any more, is dead sooner than a silent one: it does not come back by
    /// itself.
    State of(SupplierStatus supplier, UUID volume) {
        State state = of(supplier);
        VolumeState named = supplier.volumes().get(volume);
        if (state != State.THERE || roster.isMaintained(supplier) || isWell(named)) {
            boolean _ = failedSince.remove(volume) != null;
            return state;
        }
        Instant since = failedSince.computeIfAbsent(volume, _ -> clock.instant());
        return clock.instant().isBefore(since.plus(offlineAfter)) ? State.THERE : State.DEAD;
    }

    private static boolean isWell(@Nullable VolumeState volume) {
        return volume != null && volume.condition() != VolumeCondition.FAILED;
    }

    /// By its silence alone; who was revoked is dead.
    private State of(SupplierStatus supplier) {
        return switch (roster.state(supplier)) {
            case MAINTAINED, ALIVE, SUSPECT -> State.THERE;
            case OFFLINE -> State.OFFLINE;
            case DEAD, REVOKED -> State.DEAD;
        };
    }
}
