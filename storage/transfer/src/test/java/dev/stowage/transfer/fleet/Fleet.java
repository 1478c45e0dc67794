package dev.stowage.transfer.fleet;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import dev.stowage.transfer.gather.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Suppliers, a placement that knows them, two accounts with contracts, and a transfer between
/// them.
///
/// Supplier i serves carrier i, and i + suppliers, and so on. Position i of a combination is
/// carrier i.
public final class Fleet implements AutoCloseable {

    public static final int CARRIERS = 32;
    public static final Duration LONG = Duration.ofMinutes(1);
    public static final Duration SHORT = Duration.ofMillis(100);

    private final Clock clock;
    private final Account account;
    private final Account other;
    private final SigningKey placementKey = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final FakePlacement placement = new FakePlacement();
    private final List<FakeSupplier> suppliers = new ArrayList<>();
    private final Map<URI, SupplierApi> byUrl = new ConcurrentHashMap<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final List<Transfer> open = new ArrayList<>();

    public Fleet(int count) {
        this(count, Clock.systemUTC());
    }

    public Fleet(int count, Clock clock) {
        this(count, CARRIERS, clock);
    }

    /// @param count of suppliers
    /// @param carriers that they serve together
    public Fleet(int count, int carriers, Clock clock) {
        this.clock = clock;
        this.account = new Account(77, clock);
        this.other = new Account(78, clock);
        for (int index = 0; index < count; index++) {
            FakeSupplier supplier = new FakeSupplier(new SupplierId(new UUID(0, index + 1)), clock);
            supplier.agree(account.number(), account.owner(), Long.MAX_VALUE / 4);
            supplier.agree(other.number(), other.owner(), Long.MAX_VALUE / 4);
            suppliers.add(supplier);
            byUrl.put(URI.create(urlOf(index)), supplier);
        }
        for (int carrier = 0; carrier < carriers; carrier++) {
            serve(carrier, carrier % count, 1);
        }
    }

    public static String urlOf(int supplier) {
        return "http://supplier-%d.test".formatted(supplier);
    }

    /// From now on a supplier serves a carrier, and placement says so.
    public void serve(long carrier, int supplier, int generation) {
        CarrierId id = new CarrierId(carrier);
        suppliers.forEach(each -> each.leave(id));
        suppliers.get(supplier).serve(id, generation);
        announce(carrier, supplier, generation, urlOf(supplier));
    }

    /// From now on placement says that a supplier serves a carrier.
    public void announce(long carrier, int supplier, int generation, String url) {
        placement.put(
                new ServedCarrier(
                        new CarrierId(carrier),
                        generation,
                        suppliers.get(supplier).id(),
                        placementKey.verifyingKey(),
                        url,
                        null,
                        new UUID(1, supplier),
                        clock.instant(),
                        true,
                        true));
    }

    /// From now on calls to a URL go to this supplier.
    public void answerAt(String url, SupplierApi supplier) {
        byUrl.put(URI.create(url), supplier);
    }

    public static Layout wholeGroup(int level) {
        return new WholeGroup(
                Code.RS, new CarrierGroup(new CarrierId(0), new ReliabilityLevel(level)));
    }

    public static Layout combination(int count) {
        return combination(Code.RS, count);
    }

    public static Layout combination(Code code, int count) {
        ReliabilityLevel level = Combination.smallestLevel(count);
        return new Combination(code, new CarrierGroup(new CarrierId(0), level), count, 0);
    }

    /// Deadlines, patience and hedges that no test reaches, however loaded the machine is.
    public static TransferSettings settings(Path spool) {
        return settings(spool, LONG, LONG, LONG);
    }

    public static TransferSettings settings(
            Path spool, Duration deadline, Duration latePatience, Duration hedgeDelay) {
        return new TransferSettings(
                spool,
                64 << 20,
                64 << 20,
                64 << 20,
                1 << 20,
                deadline,
                latePatience,
                deadline,
                hedgeDelay,
                deadline);
    }

    public Transfer transfer(Path spool) {
        return transfer(settings(spool));
    }

    public Transfer transfer(TransferSettings settings) {
        return transfer(settings, byUrl::get);
    }

    public Transfer transfer(TransferSettings settings, Function<URI, SupplierApi> connect) {
        meters = new SimpleMeterRegistry();
        Transfer transfer =
                Transfer.open(
                        settings,
                        placement,
                        placementKey.verifyingKey(),
                        audience -> "token for " + audience,
                        connect,
                        findings::add,
                        meters,
                        observations,
                        clock);
        open.add(transfer);
        return transfer;
    }

    public FakeSupplier supplier(int index) {
        return suppliers.get(index);
    }

    public List<FakeSupplier> suppliers() {
        return suppliers;
    }

    public FakePlacement placement() {
        return placement;
    }

    public SigningKey placementKey() {
        return placementKey;
    }

    public Account account() {
        return account;
    }

    public Account other() {
        return other;
    }

    /// What the newest transfer counts.
    public SimpleMeterRegistry meters() {
        return meters;
    }

    public ObservationRegistry observations() {
        return observations;
    }

    public List<Finding> findings() {
        return findings;
    }

    /// The value of a counter, 0 if nothing was counted.
    public double counted(String name, String... tags) {
        Counter counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        open.forEach(Transfer::close);
    }
}
