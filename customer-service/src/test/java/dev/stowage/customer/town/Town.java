package dev.stowage.customer.town;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.download.Content;
import dev.stowage.customer.finding.FindingReports;
import dev.stowage.customer.join.DoubtfulPlacement;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Bounds;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.storehouse.Storehouse.Surroundings;
import dev.stowage.customer.upload.Body;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.key.Pepper;
import dev.stowage.format.key.UnlockCost;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Residency;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import dev.stowage.transfer.gather.FindingBuffer;
import dev.stowage.transfer.token.SignedServiceTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A placement, suppliers and any number of storehouses between them. Supplier i serves carrier i,
/// and i + suppliers, and so on.
public final class Town implements AutoCloseable {

    public static final String PASSWORD = "seven grey herons at dawn";

    /// Somebody at home.
    public static final Caller CALLER = caller("192.0.2.1");

    private static final int CARRIERS = 8192;
    private static final Duration DELIVERY = Duration.ofMinutes(1);

    static {
        RunCodec.warmUp(new SecureRandom());
    }

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final SigningKey placementKey = SigningKey.random(random);
    private final Pepper pepper = Pepper.random(random);
    private final Map<Integer, String> zones = new HashMap<>();
    private final List<Residency> residencies = new CopyOnWriteArrayList<>();
    private final TownPlacement placement;
    private final List<TownSupplier> suppliers = new ArrayList<>();
    private final Set<Integer> shut = new HashSet<>();
    private final Map<URI, SupplierApi> byUrl = new HashMap<>();
    private final List<Storehouse> open = new ArrayList<>();
    private final List<SimpleMeterRegistry> meters = new ArrayList<>();
    private final List<FindingReports> findingReports = new ArrayList<>();

    /// @param directory for spools
    public Town(int count, Path directory) {
        this(count, directory, Clock.systemUTC());
    }

    public Town(int count, Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.placement = new TownPlacement(placementKey, residencies::add, clock);
        for (int index = 0; index < count; index++) {
            SupplierId id = new SupplierId(new UUID(1, index));
            TownSupplier supplier =
                    new TownSupplier(id, placement, placementKey.verifyingKey(), clock);
            suppliers.add(supplier);
            byUrl.put(url(index), supplier);
        }
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            placement.put(served(new CarrierId(carrier), 1));
        }
    }

    private ServedCarrier served(CarrierId carrier, int generation) {
        int index = (int) (carrier.value() % suppliers.size());
        return new ServedCarrier(
                carrier,
                generation,
                suppliers.get(index).id(),
                placementKey.verifyingKey(),
                url(index).toString(),
                zones.get(index),
                new UUID(2, index),
                clock.instant(),
                true,
                !shut.contains(index));
    }

    /// From now on placement says that nothing new should come to these suppliers, and to no
    /// others.
    public void shut(Integer... indexes) {
        shut.clear();
        shut.addAll(List.of(indexes));
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            placement.put(served(new CarrierId(carrier), 1));
        }
    }

    /// Where the accounts that were opened may lie.
    public List<Residency> residencies() {
        return residencies;
    }

    /// From now on a supplier is in a zone, with its carriers below 64.
    public void settle(int supplier, String zone) {
        zones.put(supplier, zone);
        for (int carrier = supplier; carrier < 64; carrier += suppliers.size()) {
            placement.put(served(new CarrierId(carrier), 1));
        }
    }

    /// From now on another volume of the same supplier serves a carrier.
    public void changeHands(CarrierId carrier) {
        placement.put(served(carrier, 2));
    }

    private static URI url(int supplier) {
        return URI.create("http://supplier-%d.test".formatted(supplier));
    }

    public TownPlacement placement() {
        return placement;
    }

    public List<TownSupplier> suppliers() {
        return suppliers;
    }

    public TownSupplier supplier(int index) {
        return suppliers.get(index);
    }

    public SigningKey placementKey() {
        return placementKey;
    }

    /// The meters of one of the storehouses, in the order in which they were opened.
    public SimpleMeterRegistry meters(int storehouse) {
        return meters.get(storehouse);
    }

    /// What the readers of one of the storehouses found, to be reported by hand.
    public FindingReports findingReports(int storehouse) {
        return findingReports.get(storehouse);
    }

    public Storehouse storehouse() {
        return storehouse(bounds(64 << 20));
    }

    public static Bounds bounds(long window) {
        return bounds(window, UnlockCost.DEFAULT);
    }

    /// The same, with passwords that cost as much.
    public static Bounds bounds(long window, UnlockCost cost) {
        return new Bounds(
                window,
                2,
                100,
                64 << 20,
                2,
                cost,
                UnlockCost.MOST,
                Duration.ofHours(12),
                Duration.ofDays(7),
                Duration.ofDays(30));
    }

    /// Somebody at this address.
    public static Caller caller(String address) {
        return new Caller(ClientNetwork.of(InetAddress.ofLiteral(address)), "a test");
    }

    /// One more customer-service of this town.
    public Storehouse storehouse(Bounds bounds) {
        return storehouse(bounds, clock);
    }

    /// One more customer-service, that goes by a clock of its own.
    public Storehouse storehouse(Bounds bounds, Clock clock) {
        return storehouse(bounds, clock, this.placement);
    }

    /// One more customer-service, that talks to placement through somebody.
    public Storehouse storehouseBehind(UnaryOperator<PlacementApi> somebody) {
        return storehouse(bounds(64 << 20), clock, somebody.apply(this.placement));
    }

    private Storehouse storehouse(Bounds bounds, Clock clock, PlacementApi reached) {
        PlacementApi placement = DoubtfulPlacement.around(PlacementApi.class, reached);
        SigningKey identity = SigningKey.random(random);
        String certificate =
                this.placement.joined(UUID.randomUUID(), identity.verifyingKey()).certificate();
        SignedServiceTokens services = new SignedServiceTokens(() -> certificate, identity, clock);
        ObservationRegistry observations = ObservationRegistry.create();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        this.meters.add(meters);
        FindingBuffer findings = new FindingBuffer(1000, meters, clock);
        this.findingReports.add(new FindingReports(findings, placement, services, meters));
        Transfer transfer =
                Transfer.open(
                        settings(directory.resolve("spool-" + open.size())),
                        placement,
                        placementKey.verifyingKey(),
                        services,
                        byUrl::get,
                        findings,
                        meters,
                        observations,
                        clock);
        Storehouse storehouse =
                Storehouse.build(
                        new Surroundings(
                                placement,
                                placementKey.verifyingKey(),
                                services,
                                transfer,
                                pepper,
                                meters,
                                observations,
                                random,
                                clock),
                        bounds);
        open.add(storehouse);
        return storehouse;
    }

    private static TransferSettings settings(Path spool) {
        return new TransferSettings(
                spool,
                64 << 20,
                64 << 20,
                64 << 20,
                16 << 20,
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(5));
    }

    /// A wish for an account of this many suppliers with 1 GiB.
    public static RegisterRequest wish(int suppliers) {
        return new RegisterRequest(
                PASSWORD, 1 << 30, suppliers, null, null, null, null, null, null);
    }

    /// A wish for an account of this layout with 1 GiB.
    public static RegisterRequest wish(
            @Nullable Integer suppliers, @Nullable Integer level, @Nullable String code) {
        return new RegisterRequest(
                PASSWORD, 1 << 30, suppliers, level, code, null, null, null, null);
    }

    /// A new account, opened.
    public static OpenAccount register(Storehouse storehouse, RegisterRequest wish) {
        Registered registered = storehouse.register().register(wish);
        return open(storehouse, registered);
    }

    public static OpenAccount open(Storehouse storehouse, Registered registered) {
        String token =
                storehouse
                        .sessions()
                        .open(new SessionRequest(registered.account(), PASSWORD), CALLER)
                        .token();
        return storehouse.sessions().authenticate("Bearer " + token, CALLER);
    }

    public static Committed put(
            Storehouse storehouse, OpenAccount account, String path, byte[] content) {
        return put(storehouse, account, path, content, Precondition.NONE);
    }

    public static Committed put(
            Storehouse storehouse,
            OpenAccount account,
            String path,
            byte[] content,
            Precondition precondition) {
        Body body =
                new Body(
                        new ByteArrayInputStream(content),
                        OptionalLong.of(content.length),
                        Optional.empty());
        return storehouse
                .upload()
                .upload(account, new FilePath(path), FileWish.NONE, precondition, body);
    }

    public static Committed put(
            Storehouse storehouse,
            OpenAccount account,
            String path,
            byte[] content,
            FileWish wish) {
        Body body =
                new Body(
                        new ByteArrayInputStream(content),
                        OptionalLong.of(content.length),
                        Optional.empty());
        return storehouse
                .upload()
                .upload(account, new FilePath(path), wish, Precondition.NONE, body);
    }

    /// Waits until every record has arrived that was under way when its file was acknowledged.
    public static void awaitDeliveries(Storehouse storehouse, OpenAccount account) {
        long deadline = System.nanoTime() + DELIVERY.toNanos();
        while (storehouse.space().space(account).pending() > 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("records were not delivered within " + DELIVERY);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    public static void delete(Storehouse storehouse, OpenAccount account, String path) {
        storehouse
                .commits()
                .commit(
                        account,
                        new Proposal.Removal(
                                new FilePath(path),
                                Precondition.NONE,
                                Seen.now(account, new FilePath(path))));
    }

    public static byte[] get(Storehouse storehouse, OpenAccount account, String path) {
        FileEntry file = storehouse.download().resolve(account, new FilePath(path));
        return get(storehouse, account, file, 0, file.size());
    }

    public static byte[] get(
            Storehouse storehouse, OpenAccount account, FileEntry file, long from, long to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Content content = storehouse.download().download(account, file, from, to)) {
            for (Optional<ByteBuffer> some = content.next();
                    some.isPresent();
                    some = content.next()) {
                byte[] part = new byte[some.get().remaining()];
                some.get().get(part);
                bytes.writeBytes(part);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        open.forEach(Storehouse::close);
    }
}
