package dev.stowage.supplier.join;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.token.RevocationList;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which services placement does not believe any more. It stands in every volume's log; whoever has
/// been away asks placement before it believes any service.
///
/// Accounts are no strangers: their tokens are proved by the contract and by what succeeded its
/// key.
public final class Revocations {

    /// Without a word from placement for so long, no service is believed.
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

    private final List<Facts> volumes;
    private final Clock clock;
    private volatile KeptRevocations kept;
    private volatile @Nullable Instant confirmed;

    /// @param volumes the facts of each volume's log
    public Revocations(Collection<Facts> volumes, Clock clock) {
        this.volumes = List.copyOf(volumes);
        this.clock = clock;
        this.kept =
                volumes.stream()
                        .flatMap(facts -> facts.readAll(FactKind.REVOCATIONS).stream())
                        .map(fact -> KeptRevocations.ofBytes(fact.content()))
                        .max(Comparator.comparingLong(KeptRevocations::revision))
                        .orElse(KeptRevocations.NONE);
    }

    /// Hears what placement says now. What is new is durable when this returns.
    ///
    /// @param said signed by placement, verified
    /// @return false if placement has a newer list that must be asked for
    synchronized boolean accept(RevocationList said) {
        if (said.revision() > kept.revision()) {
            if (said.services() == null) {
                return false;
            }
            KeptRevocations newer = KeptRevocations.of(said.revision(), said.services());
            keep(newer);
            kept = newer;
            LOG.info("placement has revoked {} services", newer.services().size());
        }
        confirmed = clock.instant();
        return true;
    }

    /// Durable on every volume that accepts it, and on one at least.
    private void keep(KeptRevocations newer) {
        Fact fact = new Fact(FactKind.REVOCATIONS, Fact.NO_ACCOUNT, newer.toBytes());
        Fault refusal = null;
        int refused = 0;
        for (Facts facts : volumes) {
            try {
                facts.keep(fact);
            } catch (Fault fault) {
                refusal = fault;
                refused++;
            }
        }
        if (refusal != null && refused == volumes.size()) {
            throw refusal;
        }
    }

    /// Refuses a service that was revoked, and every service as long as nobody knows.
    ///
    /// @throws Fault `token-refused`, `placement-away`
    public void requireBelieved(UUID service) {
        if (kept.services().contains(service)) {
            throw new Fault(FaultCode.TOKEN_REFUSED, "service %s was revoked".formatted(service));
        }
        Instant heard = confirmed;
        Instant now = clock.instant();
        if (heard == null || now.isBefore(heard) || now.isAfter(heard.plus(PATIENCE))) {
            throw new Fault(
                            FaultCode.PLACEMENT_AWAY,
                            "this supplier does not know which services placement has revoked: it heard of it %s, services are believed for %s"
                                    .formatted(heard == null ? "never" : "at " + heard, PATIENCE))
                    .with("patienceSeconds", PATIENCE.toSeconds());
        }
    }
}
