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
    private final ServingRevision revision;
    private final Clock clock;
    private final Map<SupplierId, Signed> signed = new ConcurrentHashMap<>();

    private record Signed(String token, Set<UUID> volumes, long handovers, Instant freshUntil) {}

    Assignments(Carriers carriers, Identity identity, ServingRevision revision, Clock clock) {
        this.carriers = carriers;
        this.identity = identity;
        this.revision = revision;
        this.clock = clock;
    }

    /// The signed assignments of a supplier.
    ///
    /// @param volumes that it has now
    public String of(SupplierId supplier, Set<UUID> volumes) {
        Instant now = clock.instant();
        Signed known = signed.get(supplier);
        long handovers = revision.handovers();
        if (known != null
                && known.handovers() == handovers
                && known.volumes().equals(volumes)
                && now.isBefore(known.freshUntil())) {
            return known.token();
        }
        Signed fresh =
                new Signed(
                        sign(supplier, now),
                        Set.copyOf(volumes),
                        handovers,
                        now.plus(LIFE.dividedBy(2)));
        signed.put(supplier, fresh);
        return fresh.token();
    }

    private String sign(SupplierId supplier, Instant now) {
        List<Serving> served = carriers.servedBy(supplier);
        return new CarrierAssignments(
                        supplier,
                        served.stream().map(Serving::assigned).toList(),
                        carriers.released(supplier),
                        now.plus(LIFE))
                .sign(identity.key());
    }
}
