package dev.stowage.supplier.join;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.store.FactKind;
import dev.stowage.supplier.store.Facts;
import dev.stowage.transfer.token.ServiceTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What placement said of this supplier: who it is, whom to believe, which carriers it serves. It
/// stands until placement says otherwise.
public final class Membership {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /// Assignments that are already ours do not expire: placement may be away for long.
    private static final Clock TIMELESS = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final Map<UUID, Facts> volumes;
    private final Clock clock;
    private volatile KeptMembership kept;
    private volatile Map<CarrierId, AssignedCarrier> carriers = Map.of();
    private volatile List<AssignedCarrier> released = List.of();
    private volatile @Nullable String newest;
    private volatile Runnable refresh = () -> {};

    /// @param volumes the facts of each volume's log: what was said stands in all of them, so that
    ///   none is needed
    public Membership(Map<UUID, Facts> volumes, Clock clock) {
        this.volumes = Map.copyOf(volumes);
        this.clock = clock;
        List<KeptMembership> found =
                volumes.values().stream()
                        .flatMap(facts -> read(facts).stream())
                        .sorted(Comparator.comparing(Membership::age).reversed())
                        .toList();
        this.kept = found.getFirst();
        String assignments = kept.assignments();
        if (kept.joined() != null && assignments != null) {
            CarrierAssignments said = read(assignments, TIMELESS);
            this.carriers = servedIn(said);
            this.released = said.released();
            this.newest = assignments;
        }
        found.stream().filter(each -> !each.equals(kept.on(each.volume()))).forEach(this::renew);
    }

    /// The id of the volume whose log this is.
    ///
    /// @param ifNew its id if this is its first time
    public static UUID volumeOf(Facts facts, UUID ifNew) {
        return read(facts)
                .map(KeptMembership::volume)
                .orElseGet(
                        () -> {
                            keep(facts, new KeptMembership(ifNew, null, null));
                            return ifNew;
                        });
    }

    private static Optional<KeptMembership> read(Facts facts) {
        return facts.readAll(FactKind.MEMBERSHIP).stream()
                .map(fact -> KeptMembership.ofBytes(fact.content()))
                .findFirst();
    }

    private static void keep(Facts facts, KeptMembership membership) {
        facts.keep(new Fact(FactKind.MEMBERSHIP, Fact.NO_ACCOUNT, membership.toBytes()));
    }

    /// When placement said the last of it.
    private static Instant age(KeptMembership kept) {
        Joined joined = kept.joined();
        String assignments = kept.assignments();
        if (joined == null) {
            return Instant.MIN;
        }
        return assignments == null
                ? Instant.EPOCH
                : CarrierAssignments.verify(assignments, joined.placementKey(), TIMELESS)
                        .expiresAt();
    }

    /// A volume that was away when placement said something is told.
    private void renew(KeptMembership older) {
        LOG.info("volume {} did not know the newest of placement", older.volume());
        Facts facts = volumes.get(older.volume());
        if (facts != null) {
            keep(facts, kept.on(older.volume()));
        }
    }

    /// Durable on every volume that accepts it, and on one at least.
    private void keep(KeptMembership membership) {
        Fault refusal = null;
        int refused = 0;
        for (Map.Entry<UUID, Facts> volume : volumes.entrySet()) {
            try {
                keep(volume.getValue(), membership.on(volume.getKey()));
            } catch (Fault fault) {
                refusal = fault;
                refused++;
            }
        }
        if (refusal != null && refused == volumes.size()) {
            throw refusal;
        }
    }

    public boolean isJoined() {
        return kept.joined() != null;
    }

    /// The id that placement gave.
    public SupplierId supplier() {
        return new SupplierId(require().service());
    }

    public VerifyingKey placementKey() {
        return require().placementKey();
    }

    /// Whether this supplier belongs to an account.
    public boolean isOwner(AccountNumber account) {
        return account.equals(require().owner());
    }

    private Joined require() {
        Joined known = kept.joined();
        if (known == null) {
            throw new Fault(FaultCode.CONTRACT_REFUSED, "this supplier has not joined yet");
        }
        return known;
    }

    String certificate() {
        return require().certificate();
    }

    Instant certificateExpiry() {
        return ServiceCertificate.verify(certificate(), placementKey(), TIMELESS).expiresAt();
    }

    /// Refuses a carrier that this supplier does not serve in this generation, after asking
    /// placement once: an order may be faster than a heartbeat.
    public void requireServed(AssignedCarrier carrier) {
        if (!carrier.equals(carriers.get(carrier.carrier()))) {
            refresh.run();
        }
        AssignedCarrier served = carriers.get(carrier.carrier());
        if (served == null || !served.volume().equals(carrier.volume())) {
            throw new Fault(
                            FaultCode.CONTRACT_REFUSED,
                            "this supplier does not serve carrier %s on volume %s"
                                    .formatted(carrier.carrier(), carrier.volume()))
                    .with("carrier", carrier.carrier().toString());
        }
        requireGeneration(carrier.carrier(), carrier.generation());
    }

    /// The carriers that are served here.
    public Collection<AssignedCarrier> served() {
        return carriers.values();
    }

    /// Carriers that others serve now and hold all records of, up to a generation and on a volume:
    /// their records there may go.
    public List<AssignedCarrier> released() {
        return released.stream()
                .filter(each -> !isServedBy(each.volume(), each.carrier()))
                .toList();
    }

    /// Those of a volume.
    public Set<CarrierId> releasedOn(UUID volume) {
        return released().stream()
                .filter(each -> each.volume().equals(volume))
                .map(AssignedCarrier::carrier)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A carrier may come back.
    private boolean isServedBy(UUID volume, CarrierId carrier) {
        AssignedCarrier served = carriers.get(carrier);
        return served != null && served.volume().equals(volume);
    }

    /// Whether a carrier is served here.
    public boolean isServed(CarrierId carrier) {
        return carriers.containsKey(carrier);
    }

    /// How many carriers a volume serves.
    public long carriersOn(UUID volume) {
        return carriers.values().stream().filter(each -> each.volume().equals(volume)).count();
    }

    /// The volume that serves a carrier.
    ///
    /// @throws Fault `generation-changed` if none of this supplier does
    public UUID volumeOf(CarrierId carrier) {
        AssignedCarrier served = carriers.get(carrier);
        if (served == null) {
            throw changed(carrier, 0, "carrier %s is not served here any more".formatted(carrier));
        }
        return served.volume();
    }

    /// Refuses what is meant for another generation of a carrier.
    public void requireGeneration(CarrierId carrier, int generation) {
        AssignedCarrier served = carriers.get(carrier);
        if (served == null || served.generation() != generation) {
            int current = served == null ? 0 : served.generation();
            throw changed(
                    carrier,
                    current,
                    "carrier %s is meant in generation %d, this supplier serves %s"
                            .formatted(
                                    carrier,
                                    generation,
                                    served == null ? "it no more" : "generation " + current));
        }
    }

    private static Fault changed(CarrierId carrier, int current, String detail) {
        return new Fault(FaultCode.GENERATION_CHANGED, detail)
                .with("carrier", carrier.toString())
                .with("generation", current);
    }

    /// Asks placement for the assignments at once, and tells it what there is to tell.
    public void refresh() {
        refresh.run();
    }

    /// Tokens by which this supplier proves to others who it is.
    ///
    /// @param identity its own
    public ServiceTokens tokens(Identity identity) {
        return identity.tokens(this::certificate, clock);
    }

    /// How to ask placement for the assignments at once.
    void refreshBy(Runnable ask) {
        refresh = ask;
    }

    /// Believes what placement answered the join code.
    synchronized void accept(Joined answer) {
        if (!answer.equals(kept.joined())) {
            KeptMembership changed = kept.with(answer);
            keep(changed);
            kept = changed;
        }
    }

    /// Believes newer assignments. The same ones again, as nearly every heartbeat brings them, cost
    /// nothing.
    ///
    /// @param token a [CarrierAssignments]
    synchronized void accept(String token) {
        if (token.equals(newest)) {
            return;
        }
        CarrierAssignments said = read(token, clock);
        Map<CarrierId, AssignedCarrier> served = servedIn(said);
        if (!served.equals(carriers) || !said.released().equals(released)) {
            KeptMembership changed = kept.with(token);
            keep(changed);
            kept = changed;
            carriers = served;
            released = said.released();
            LOG.info("serving {} carriers", served.size());
        }
        newest = token;
    }

    private CarrierAssignments read(String token, Clock now) {
        CarrierAssignments said = CarrierAssignments.verify(token, placementKey(), now);
        if (!said.supplier().equals(supplier())) {
            throw new Fault(
                    FaultCode.TOKEN_REFUSED, "the assignments are for supplier " + said.supplier());
        }
        return said;
    }

    private static Map<CarrierId, AssignedCarrier> servedIn(CarrierAssignments said) {
        return said.carriers().stream()
                .collect(Collectors.toUnmodifiableMap(AssignedCarrier::carrier, each -> each));
    }
}
