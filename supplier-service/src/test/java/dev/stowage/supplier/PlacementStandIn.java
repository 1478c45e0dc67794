package dev.stowage.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.Revoked;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.CarrierAssignments;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.NamedSuccession;
import dev.stowage.protocol.token.RevocationList;
import dev.stowage.protocol.token.ServiceCertificate;
import dev.stowage.protocol.token.ServiceToken;
import dev.stowage.supplier.trial.SampleAccount;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Placement as suppliers see it: it takes in everybody who knows the join code, gives the n-th
/// supplier carrier n-1, each further volume the next one, and signs as the real one does.
public final class PlacementStandIn {

    public static final String JOIN_CODE = "stand-in-code";
    public static final Duration INTERVAL = Duration.ofMillis(100);

    /// So long that tests may turn the clock far.
    public static final Duration CERTIFICATE_LIFE = Duration.ofDays(1000);

    private static final int PAGE = 2;

    private final List<FoundRecord> findings = new CopyOnWriteArrayList<>();
    private final SigningKey key = new SampleAccount(999_999).key();
    private final AccountNumber owner = new AccountNumber(4711);
    private final Clock clock;
    private final Map<VerifyingKey, Member> members = new LinkedHashMap<>();
    private final Map<SupplierId, Heartbeat> heartbeats = new LinkedHashMap<>();
    private final Map<UUID, CarrierId> further = new LinkedHashMap<>();
    private final List<UUID> revoked = new ArrayList<>();
    private final Map<UUID, UUID> moved = new LinkedHashMap<>();
    private final Set<UUID> volumes = new LinkedHashSet<>();
    private int generation = 1;
    private boolean away;
    private final List<NamedSuccession> successions = new ArrayList<>();
    private final List<SignedClosing> closings = new ArrayList<>();
    private final RebuildStandIn rebuilds = new RebuildStandIn(this);
    private final AuditStandIn audits = new AuditStandIn(this);
    private int refusals;
    private int renewals;
    private int beats;

    /// A supplier that joined.
    public record Member(SupplierId id, VerifyingKey key, CarrierId carrier, UUID volume) {}

    public PlacementStandIn(Clock clock) {
        this.clock = clock;
    }

    public SigningKey key() {
        return key;
    }

    /// The account to which all suppliers belong.
    public AccountNumber owner() {
        return owner;
    }

    /// Whether it answers nobody.
    public synchronized void setAway(boolean isAway) {
        away = isAway;
    }

    /// The member whose carrier this is.
    public synchronized Member serving(int carrier) {
        return List.copyOf(members.values()).get(carrier);
    }

    /// Suppliers that have said where they are.
    public synchronized int heard() {
        return heartbeats.size();
    }

    /// Calls that were not answered.
    public synchronized int refusals() {
        return refusals;
    }

    /// Certificates that were renewed.
    public synchronized int renewals() {
        return renewals;
    }

    /// Heartbeats that were heard.
    public synchronized int beats() {
        return beats;
    }

    /// What the supplier that serves a carrier said last.
    public synchronized Heartbeat lastOf(int carrier) {
        return heartbeats.get(serving(carrier).id);
    }

    /// Where the supplier that serves a carrier answers.
    public URI urlOf(int carrier) {
        return URI.create(lastOf(carrier).url());
    }

    /// Gives every carrier to its volume anew, in the next generation.
    public synchronized void changeGeneration() {
        generation++;
    }

    public synchronized AssignedCarrier assigned(int carrier) {
        Member member = serving(carrier);
        return rebuilds.now(new AssignedCarrier(member.carrier, generation, member.volume));
    }

    /// An order for the supplier of a carrier.
    public ContractOrder order(SampleAccount account, int carrier, long quota) {
        return order(account, carrier, quota, assigned(carrier));
    }

    public ContractOrder order(
            SampleAccount account, int carrier, long quota, AssignedCarrier covered) {
        return new ContractOrder(
                account.number(),
                account.key().verifyingKey(),
                serving(carrier).id,
                quota,
                List.of(covered),
                clock.instant().plus(Duration.ofMinutes(10)));
    }

    /// The `Authorization` of a service that joined in a role.
    public String bearerOf(SigningKey service, ServiceRole role, SupplierId audience) {
        return bearerOf(new UUID(1, 2), service, role, audience);
    }

    /// The `Authorization` of a service with this id that joined in a role.
    public String bearerOf(UUID id, SigningKey service, ServiceRole role, SupplierId audience) {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(5));
        String certificate = certificate(id, role, service.verifyingKey());
        return "Bearer " + ServiceToken.sign(certificate, audience.toString(), expiry, service);
    }

    private String certificate(UUID service, ServiceRole role, VerifyingKey serviceKey) {
        Instant expiry = clock.instant().plus(CERTIFICATE_LIFE);
        return new ServiceCertificate(service, role, serviceKey, expiry).sign(key);
    }

    /// Takes a supplier in.
    public synchronized Joined join(JoinRequest request) {
        requireThere();
        if (!request.joinCode().equals(JOIN_CODE)) {
            throw new Fault(FaultCode.JOIN_CODE_REFUSED, "unknown code");
        }
        Member member =
                members.computeIfAbsent(
                        request.key(),
                        joining ->
                                new Member(
                                        new SupplierId(UUID.randomUUID()),
                                        joining,
                                        new CarrierId(members.size()),
                                        request.volumes().getFirst().volume()));
        return joined(member);
    }

    /// Certifies a supplier anew.
    public synchronized Joined renew(String authorization) {
        requireThere();
        renewals++;
        return joined(sender(authorization));
    }

    private Joined joined(Member member) {
        return new Joined(
                member.id.value(),
                certificate(member.id.value(), ServiceRole.SUPPLIER, member.key),
                key.verifyingKey(),
                owner,
                "zone-1");
    }

    /// What it does about carriers that change hands, and about rebuilds.
    public RebuildStandIn rebuilds() {
        return rebuilds;
    }

    /// What it does about audits.
    public AuditStandIn audits() {
        return audits;
    }

    Clock clock() {
        return clock;
    }

    synchronized List<Member> members() {
        return List.copyOf(members.values());
    }

    /// Where a supplier said it answers; empty if it was not heard.
    synchronized Optional<String> urlOf(SupplierId supplier) {
        return Optional.ofNullable(heartbeats.get(supplier)).map(Heartbeat::url);
    }

    synchronized Member sender(String authorization) {
        String token = authorization.substring("Bearer ".length());
        return members.get(
                ServiceToken.verify(token, key.verifyingKey(), AccountToken.PLACEMENT, clock)
                        .key());
    }

    /// Hears that a supplier lives.
    public synchronized HeartbeatAnswer heartbeat(String authorization, Heartbeat heartbeat) {
        requireThere();
        Member member = sender(authorization);
        heartbeats.put(member.id, heartbeat);
        beats++;
        List<AssignedCarrier> carriers = new ArrayList<>();
        for (VolumeState each : heartbeat.volumes()) {
            UUID to = each.movedTo();
            if (to != null) {
                moved.put(each.volume(), to);
            }
            volumes.add(each.volume());
        }
        Set<UUID> named =
                heartbeat.volumes().stream().map(VolumeState::volume).collect(Collectors.toSet());
        for (UUID volume : volumes) {
            AssignedCarrier assigned = assigned(member, volume);
            if (named.contains(assigned.volume()) && isOf(member, volume)) {
                carriers.add(assigned);
            }
        }
        Instant expiry = clock.instant().plus(Duration.ofMinutes(5));
        return new HeartbeatAnswer(
                new CarrierAssignments(
                                member.id,
                                rebuilds.after(member, carriers),
                                rebuilds.releasedBy(member),
                                expiry)
                        .sign(key),
                INTERVAL.toMillis(),
                revocations(null),
                successions(heartbeat.successionsHeard()),
                closings(heartbeat.closingsHeard()),
                rebuilds.areWaiting(member.id));
    }

    /// Tells which services are revoked.
    public synchronized Revoked revoked(String authorization) {
        requireThere();
        sender(authorization);
        return new Revoked(revocations(List.copyOf(revoked)));
    }

    private String successions(long heard) {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(5));
        int first = Math.toIntExact(Math.min(heard, successions.size()));
        List<NamedSuccession> page =
                successions.subList(first, Math.min(first + PAGE, successions.size()));
        return new AccountNews<>(
                        AccountNews.SUCCESSIONS,
                        heard,
                        Math.max(heard, first + page.size()),
                        first + page.size() < successions.size(),
                        page,
                        expiry)
                .sign(key);
    }

    private String closings(long heard) {
        int first = Math.toIntExact(Math.min(heard, closings.size()));
        List<SignedClosing> page = closings.subList(first, Math.min(first + PAGE, closings.size()));
        return new AccountNews<>(
                        AccountNews.CLOSINGS,
                        heard,
                        Math.max(heard, first + page.size()),
                        first + page.size() < closings.size(),
                        page,
                        clock.instant().plus(Duration.ofMinutes(5)))
                .sign(key);
    }

    /// An account is closed, or stays after all; suppliers hear of few such at once.
    public synchronized void close(SignedClosing closing) {
        closings.add(closing);
    }

    /// An account has replaced its key; suppliers hear of few such at once.
    public synchronized void succeed(NamedSuccession succession) {
        successions.add(succession);
    }

    private String revocations(List<UUID> services) {
        Instant expiry = clock.instant().plus(Duration.ofMinutes(5));
        return new RevocationList(revoked.size(), services, expiry).sign(key);
    }

    /// Turns a service out.
    public synchronized void revoke(UUID service) {
        revoked.add(service);
    }

    /// The first volume of another supplier is another member's own.
    private boolean isOf(Member member, UUID volume) {
        return members.values().stream()
                .filter(each -> each.volume.equals(volume))
                .allMatch(member::equals);
    }

    private AssignedCarrier assigned(Member member, UUID volume) {
        CarrierId carrier =
                volume.equals(member.volume)
                        ? member.carrier
                        : further.computeIfAbsent(
                                volume, _ -> new CarrierId(members.size() + further.size()));
        return moved.containsKey(volume)
                ? new AssignedCarrier(carrier, generation + 1, moved.get(volume))
                : new AssignedCarrier(carrier, generation, volume);
    }

    /// Carriers that changed hands within their supplier.
    public synchronized int moved() {
        return moved.size();
    }

    /// The first further volume and its carrier, as assigned to their supplier.
    public synchronized AssignedCarrier assignedFurther() {
        Map.Entry<UUID, CarrierId> first = further.entrySet().iterator().next();
        return new AssignedCarrier(first.getValue(), generation, first.getKey());
    }

    private void requireThere() {
        if (away) {
            refusals++;
            throw new Fault(FaultCode.PLACEMENT_AWAY, "away");
        }
    }

    void hear(List<FoundRecord> found) {
        findings.addAll(found);
    }

    /// What the supplier told of decayed records.
    List<FoundRecord> findings() {
        return List.copyOf(findings);
    }
}
