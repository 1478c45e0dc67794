package dev.stowage.cluster.walk;

import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.quiet.QuietApplication;
import dev.stowage.placement.quiet.QuietPlacement;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildView;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ReplacementsApi;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.SupplierApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Placement, some suppliers and a customer-service, all of the product's own classes, in one
/// process and without HTTP. Nothing happens in it by itself but what a call brings about.
public final class SmallHouse implements AutoCloseable {

    static final String JOIN_CODE = "a code for a small house";

    /// Between the heartbeats of a supplier.
    static final Duration HEARTBEAT = Duration.ofMinutes(1);

    static final Duration LEASE = Duration.ofMinutes(1);

    private static final String OPERATOR = "the operator of a small house";
    private static final int MOST = 1000;

    private final Path directory;
    private final HandTurnedClock clock = new HandTurnedClock();
    private final Chance chance;
    private final Disguise disguise;
    private final List<Member> members = new ArrayList<>();
    private final PlacementApi placementApi;
    private final RebuildsApi rebuildsApi;
    private final AuditsApi auditsApi;
    private final Office office;
    private @Nullable QuietPlacement placement;

    /// @param directory that is made, and removed in the end
    /// @param suppliers that join
    /// @param width suppliers of the account
    SmallHouse(Path directory, int suppliers, int width, Chance chance, Disguise disguise)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.chance = chance;
        this.disguise = disguise;
        Wires.Fuse none = new Wires.Fuse();
        this.placementApi =
                disguise.placement()
                        .apply(
                                Wires.through(
                                        PlacementApi.class, none, () -> placement().placement()));
        this.rebuildsApi =
                disguise.rebuilds()
                        .apply(
                                Wires.through(
                                        RebuildsApi.class, none, () -> placement().rebuilds()));
        this.auditsApi = Wires.through(AuditsApi.class, none, () -> placement().audits());
        openPlacement();
        while (members.size() < suppliers) {
            join();
        }
        clock.turn(HEARTBEAT);
        beatAll();
        placement().rounds().formOctets();
        beatAll();
        this.office =
                new Office(
                        directory.resolve("office"),
                        clock,
                        chance.secrets(),
                        placementApi,
                        this::door);
        office.open();
        office.register(width);
    }

    private void openPlacement() {
        placement =
                QuietApplication.start(
                        Map.ofEntries(
                                Map.entry("spring.main.banner-mode", "off"),
                                Map.entry("stowage.placement.data", directory.resolve("placement")),
                                Map.entry("stowage.placement.operator-token", OPERATOR),
                                Map.entry("stowage.placement.bootstrap-code", JOIN_CODE),
                                Map.entry("stowage.placement.bootstrap-uses", "1000"),
                                Map.entry(
                                        "stowage.placement.heartbeat-interval",
                                        HEARTBEAT.toSeconds() + "s"),
                                Map.entry("stowage.placement.octet-patience", "1s"),
                                Map.entry(
                                        "stowage.placement.rebuild-lease",
                                        LEASE.toSeconds() + "s")),
                        clock,
                        chance.dice(),
                        chance.secrets());
    }

    QuietPlacement placement() {
        QuietPlacement open = placement;
        if (open == null) {
            throw new Fault(FaultCode.PLACEMENT_AWAY, "placement does not answer");
        }
        return open;
    }

    /// Placement goes on where its database left off.
    void restartPlacement() {
        placement().close();
        placement = null;
        openPlacement();
    }

    /// One supplier more.
    Member join() throws IOException {
        int number = members.size();
        Member member =
                new Member(
                        number,
                        directory.resolve("supplier-" + number),
                        clock,
                        chance,
                        new Member.Surroundings(
                                placementApi, rebuildsApi, auditsApi, this::rebuildDoor));
        members.add(member);
        member.start();
        return member;
    }

    private SupplierApi door(URI url) {
        return Wires.through(SupplierApi.class, new Wires.Fuse(), () -> doorAt(url).toCustomers());
    }

    private RebuildApi rebuildDoor(URI url) {
        return disguise.supplier()
                .apply(
                        Wires.through(
                                RebuildApi.class,
                                new Wires.Fuse(),
                                () -> doorAt(url).toRebuilders()));
    }

    /// Nobody answers where a supplier was before it was started again.
    private Door doorAt(URI url) {
        return members.stream()
                .filter(each -> each.url().equals(url))
                .findFirst()
                .map(Member::door)
                .orElseThrow(() -> new Fault(FaultCode.SUPPLIER_AWAY, "nobody answers at " + url));
    }

    HandTurnedClock clock() {
        return clock;
    }

    /// Time passes, and placement listens all the while: it counts each minute, and no longer round
    /// for more than one.
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(HEARTBEAT)) {
            clock.turn(left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT);
            placement().rounds().countLives();
        }
    }

    List<Member> members() {
        return members;
    }

    Member member(int any) {
        return members.get(Math.floorMod(any, members.size()));
    }

    Office office() {
        return office;
    }

    void beatAll() {
        members.forEach(Member::beat);
    }

    /// Placement looks who is gone.
    void replaceAutomatically() {
        placement().rounds().replace();
        disguise.round().after(this);
    }

    /// How the operator fires and hires.
    public ReplacementsApi replacements() {
        return placement().replacements();
    }

    /// The operator lets another supplier serve a carrier.
    ///
    /// @param with a supplier; null if placement chooses
    /// @throws Fault what placement says
    void replace(CarrierId carrier, String why, @Nullable UUID with) {
        Object _ =
                replacements()
                        .replace(operator(), carrier, new ReplacementRequest(why, with, null));
    }

    /// The operator's token.
    public String operator() {
        return "Bearer " + OPERATOR;
    }

    /// Who serves the carriers, as every service hears it.
    public List<ServedCarrier> carriers() {
        return Objects.requireNonNull(
                placementApi
                        .carriers(office.authorization(), new CarrierId(0), MOST, null)
                        .carriers());
    }

    /// What placement decided after an event.
    List<EventView> events(long after) {
        return placement().events().events(operator(), null, after, MOST).events();
    }

    List<RebuildView> openRebuilds() {
        return placement().rebuilds().rebuilds(operator(), null, null, MOST).rebuilds().stream()
                .filter(each -> each.endedAt() == null)
                .toList();
    }

    @Override
    public void close() throws IOException {
        office.close();
        members.forEach(Member::close);
        placement().close();
        DirectoryTree.delete(directory);
    }
}
