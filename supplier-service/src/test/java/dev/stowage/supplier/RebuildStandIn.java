package dev.stowage.supplier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.ContractOrderPage;
import dev.stowage.protocol.placement.ContractOrderPage.OrderedContract;
import dev.stowage.protocol.placement.LeaseExtension;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.MissingReport.MissingRecords;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildPage;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.PlacementStandIn.Member;
import dev.stowage.supplier.trial.SampleAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Placement's part in rebuilds, stood in for: a test gives carriers to others, opens rebuilds and
/// looks at what came of them. What may change is under the lock of the placement that it belongs
/// to.
public final class RebuildStandIn implements RebuildsApi {

    private static final int PAGE = 2;

    /// Nobody waits as long: heartbeats say before when there is something to be had.
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final PlacementStandIn placement;
    private final Map<CarrierId, Given> given = new ConcurrentHashMap<>();
    private final Map<SupplierId, List<AssignedCarrier>> released = new ConcurrentHashMap<>();
    private final Map<UUID, Open> open = new LinkedHashMap<>();
    private final Map<UUID, RebuildProgress> ended = new HashMap<>();
    private final Map<UUID, Map<SupplierId, RebuildProgress>> told = new HashMap<>();
    private final List<MissingRecords> missing = new ArrayList<>();
    private final NavigableMap<AccountNumber, Claim> claims = new ConcurrentSkipListMap<>();
    private final Map<CarrierId, CarrierId> overrides = new ConcurrentHashMap<>();
    private Duration life = Duration.ofSeconds(30);
    private @Nullable SupplierId only;

    /// @param formers the last one first
    private record Given(List<Member> formers, Member now, int generation) {

        Given next(Member to) {
            List<Member> before = new ArrayList<>(formers);
            before.addFirst(now);
            return new Given(before, to, generation + 1);
        }
    }

    private record Open(
            SampleAccount account,
            List<Layout> layouts,
            CarrierSet carriers,
            BlockNumber first,
            BlockNumber last,
            @Nullable SupplierId holder,
            Instant until) {

        boolean isFree(Instant now) {
            return holder == null || until.isBefore(now);
        }

        Open leasedBy(@Nullable SupplierId supplier, Instant end) {
            return new Open(account, layouts, carriers, first, last, supplier, end);
        }
    }

    RebuildStandIn(PlacementStandIn placement) {
        this.placement = placement;
    }

    /// Gives the carrier of a member to another member, in the next generation.
    public void give(int carrier, int to) {
        Member first = placement.serving(carrier);
        Given before = given.getOrDefault(first.carrier(), new Given(List.of(), first, 1));
        given.put(first.carrier(), before.next(placement.serving(to)));
    }

    /// Who served a carrier first is told that its records there may go.
    public void release(int carrier) {
        Member former = placement.serving(carrier);
        released.computeIfAbsent(former.id(), _ -> new CopyOnWriteArrayList<>())
                .add(new AssignedCarrier(former.carrier(), 1, former.volume()));
    }

    /// All accounts have one carrier hold what belongs on another one.
    void override(int carrier, int holder) {
        overrides.put(new CarrierId(carrier), new CarrierId(holder));
    }

    /// Nobody but this supplier gets a lease from now on.
    public void leaseOnlyTo(SupplierId supplier, Duration leaseLife) {
        synchronized (placement) {
            only = supplier;
            life = leaseLife;
        }
    }

    private record Claim(SampleAccount account, ContractOrder order) {}

    /// Orders a contract with an account for whoever takes a carrier over.
    public void claim(SampleAccount account, ContractOrder order) {
        claims.put(order.account(), new Claim(account, order));
    }

    /// There is something to do.
    public UUID open(SampleAccount account, Layout layout, long first, long last, int... carriers) {
        synchronized (placement) {
            List<CarrierId> lost = new ArrayList<>();
            for (int carrier : carriers) {
                lost.add(new CarrierId(carrier));
            }
            UUID id = UUID.randomUUID();
            open.put(
                    id,
                    new Open(
                            account,
                            List.of(layout),
                            CarrierSet.of(lost),
                            new BlockNumber(first),
                            new BlockNumber(last),
                            null,
                            Instant.MIN));
            return id;
        }
    }

    /// What its rebuilder said in the end; null until then.
    public @Nullable RebuildProgress ended(UUID rebuild) {
        synchronized (placement) {
            return ended.get(rebuild);
        }
    }

    /// What each supplier said last of a rebuild.
    public Map<SupplierId, RebuildProgress> told(UUID rebuild) {
        synchronized (placement) {
            return Map.copyOf(told.getOrDefault(rebuild, Map.of()));
        }
    }

    /// What suppliers miss, in the order in which they said it.
    public List<MissingRecords> missing() {
        synchronized (placement) {
            return List.copyOf(missing);
        }
    }

    /// How a carrier is assigned now.
    AssignedCarrier now(AssignedCarrier assigned) {
        Given to = given.get(assigned.carrier());
        return to == null
                ? assigned
                : new AssignedCarrier(assigned.carrier(), to.generation, to.now.volume());
    }

    /// What a member serves, after all that was given away.
    List<AssignedCarrier> after(Member member, List<AssignedCarrier> own) {
        List<AssignedCarrier> after = new ArrayList<>(own);
        after.removeIf(each -> given.containsKey(each.carrier()));
        given.forEach(
                (carrier, to) -> {
                    if (to.now.equals(member)) {
                        after.add(new AssignedCarrier(carrier, to.generation, to.now.volume()));
                    }
                });
        return after;
    }

    List<AssignedCarrier> releasedBy(Member member) {
        return List.copyOf(released.getOrDefault(member.id(), List.of()));
    }

    CarrierList carriers(long first, int count) {
        List<ServedCarrier> served = new ArrayList<>();
        for (Member each : placement.members()) {
            long id = each.carrier().value();
            Given to = given.get(each.carrier());
            Member now = to == null ? each : to.now;
            if (id >= first && id < first + count) {
                placement
                        .urlOf(now.id())
                        .ifPresent(
                                url ->
                                        served.add(
                                                new ServedCarrier(
                                                        each.carrier(),
                                                        to == null ? 1 : to.generation,
                                                        now.id(),
                                                        now.key(),
                                                        url,
                                                        "zone-1",
                                                        now.volume(),
                                                        Instant.now(),
                                                        true,
                                                        true)));
            }
        }
        return new CarrierList(UUID.randomUUID().toString(), served);
    }

    /// Whether a supplier could have one now.
    boolean areWaiting(SupplierId supplier) {
        synchronized (placement) {
            Instant now = Instant.now();
            return (only == null || only.equals(supplier))
                    && open.values().stream().anyMatch(each -> each.isFree(now));
        }
    }

    @Override
    public RebuildLeases lease(String authorization, LeaseRequest request) {
        synchronized (placement) {
            SupplierId asking = placement.sender(authorization).id();
            List<RebuildLease> leases = new ArrayList<>();
            if (only == null || only.equals(asking)) {
                Instant now = Instant.now();
                for (UUID id : List.copyOf(open.keySet())) {
                    Open each = open.get(id);
                    if (leases.size() < request.most() && each.isFree(now)) {
                        open.put(id, each.leasedBy(asking, now.plus(life)));
                        leases.add(lease(id, each, asking));
                    }
                }
            }
            return new RebuildLeases(leases, PAUSE.toMillis());
        }
    }

    private RebuildLease lease(UUID id, Open what, SupplierId rebuilder) {
        Instant now = Instant.now();
        String order =
                new RebuildOrder(
                                UUID.randomUUID(),
                                what.account.number(),
                                what.account.key().verifyingKey(),
                                what.layouts.getFirst().group(),
                                what.carriers,
                                what.first,
                                what.last,
                                rebuilder,
                                now,
                                now.plusSeconds(3600))
                        .sign(placement.key());
        Map<CarrierId, List<FormerHolder>> former = new HashMap<>();
        for (CarrierId carrier : what.carriers) {
            Given to = given.get(carrier);
            if (to != null) {
                former.put(carrier, to.formers.stream().flatMap(this::heardOf).toList());
            }
        }
        return new RebuildLease(id, order, what.layouts, former, overrides, life.toMillis());
    }

    private Stream<FormerHolder> heardOf(Member former) {
        return placement.urlOf(former.id()).stream().map(url -> new FormerHolder(former.id(), url));
    }

    @Override
    public LeaseExtension progress(String authorization, UUID rebuild, RebuildProgress progress) {
        synchronized (placement) {
            SupplierId asking = placement.sender(authorization).id();
            Open what = open.get(rebuild);
            if (what == null || !asking.equals(what.holder)) {
                return new LeaseExtension(0);
            }
            told.computeIfAbsent(rebuild, _ -> new HashMap<>()).put(asking, progress);
            if (progress.ended()) {
                open.remove(rebuild);
                ended.put(rebuild, progress);
                return new LeaseExtension(0);
            }
            open.put(rebuild, what.leasedBy(asking, Instant.now().plus(life)));
            return new LeaseExtension(life.toMillis());
        }
    }

    @Override
    public void missing(String authorization, MissingReport report) {
        synchronized (placement) {
            missing.addAll(report.missing());
        }
    }

    @Override
    public RebuildPage rebuilds(
            String authorization, AccountNumber account, Long after, Integer limit) {
        throw new AssertionError("no supplier asks this");
    }

    @Override
    public ContractOrderPage contractOrders(
            String authorization, CarrierId carrier, @Nullable AccountNumber after) {
        Member _ = placement.sender(authorization);
        Collection<Claim> rest = (after == null ? claims : claims.tailMap(after, false)).values();
        List<Claim> page =
                rest.stream()
                        .filter(
                                each ->
                                        each.order.served().stream()
                                                .anyMatch(to -> to.carrier().equals(carrier)))
                        .limit(PAGE)
                        .toList();
        return new ContractOrderPage(
                page.stream().map(this::contract).toList(),
                page.size() < PAGE ? null : page.getLast().order.account());
    }

    private OrderedContract contract(Claim claim) {
        byte[] head = claim.account.countersigned(1, placement.key()).toBytes();
        return new OrderedContract(
                claim.order.account(), claim.order.sign(placement.key()), ByteString.of(head));
    }
}
