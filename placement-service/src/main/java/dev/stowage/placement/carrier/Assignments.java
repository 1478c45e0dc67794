package dev.stowage.placement.carrier;

import dev.stowage.placement.access.Identity;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.CarrierAssignments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Placement's signed word to each supplier which carriers it serves; signed again only when
/// something changed or half of its life is over.
public final class Assignments {

    private static final Duration LIFE = Duration.ofHours(1);

    private final Carriers carriers;
    private final Identity identity;
    private final Clock clock;
    private final Map<SupplierId, Signed> signed = new ConcurrentHashMap<>();

    private record Signed(String token, Set<UUID> volumes, Instant freshUntil) {}

    Assignments(Carriers carriers, Identity identity, Clock clock) {
        this.carriers = carriers;
        this.identity = identity;
        this.clock = clock;
    }

    /// The signed assignments of a supplier.
    ///
    /// @param volumes that it has now
    public String of(SupplierId supplier, Set<UUID> volumes) {
        Instant now = clock.instant();
        Signed known = signed.get(supplier);
        if (known != null && now.isBefore(known.freshUntil()) && known.volumes().equals(volumes)) {
            return known.token();
        }
        Signed fresh = sign(supplier, volumes, now);
        signed.put(supplier, fresh);
        return fresh.token();
    }

    private Signed sign(SupplierId supplier, Set<UUID> volumes, Instant now) {
        List<Serving> served = carriers.servedBy(supplier);
        String token =
                new CarrierAssignments(
                                supplier,
                                served.stream().map(Serving::assigned).toList(),
                                now.plus(LIFE))
                        .sign(identity.key());
        return new Signed(token, Set.copyOf(volumes), now.plus(LIFE.dividedBy(2)));
    }

    /// Carriers have changed hands or come into being.
    void forget() {
        signed.clear();
    }
}
