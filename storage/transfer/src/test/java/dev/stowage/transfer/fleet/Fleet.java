package dev.stowage.transfer.fleet;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import dev.stowage.transfer.gather.Finding;
import dev.stowage.transfer.token.SignedAccountTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Suppliers, a placement that knows them, an account with contracts, and a transfer between them.
///
/// Supplier i serves carrier i, and i + suppliers, and so on. Position i of the layout is carrier
/// i.
public final class Fleet implements AutoCloseable {

    public static final AccountNumber ACCOUNT = new AccountNumber(77);
    public static final int CARRIERS = 32;

    private final Clock clock;
    private final Random random = new Random(20261101);
    private final SigningKey owner = SigningKey.ofSeed(seed((byte) 1));
    private final SigningKey placementKey = SigningKey.ofSeed(seed((byte) 2));
    private final FakePlacement placement = new FakePlacement();
    private final List<FakeSupplier> suppliers = new ArrayList<>();
    private final Map<URI, SupplierApi> byUrl = new ConcurrentHashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final SignedAccountTokens tokens;
    private final AtomicLong nextBlock = new AtomicLong(1);
    private final List<Transfer> open = new ArrayList<>();

    public Fleet(int count) {
        this(count, Clock.systemUTC());
    }

    public Fleet(int count, Clock clock) {
        this.clock = clock;
        this.tokens = new SignedAccountTokens(ACCOUNT, owner, clock);
        for (int index = 0; index < count; index++) {
            SupplierId id = new SupplierId(new UUID(0, index + 1));
            FakeSupplier supplier = new FakeSupplier(id, clock);
            supplier.agree(ACCOUNT, owner.verifyingKey(), Long.MAX_VALUE / 4);
            suppliers.add(supplier);
            byUrl.put(urlOf(index), supplier);
        }
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            serve(carrier, carrier % count, 1);
        }
    }

    private static byte[] seed(byte value) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, value);
        return seed;
    }

    private static URI urlOf(int supplier) {
        return URI.create("http://supplier-%d.test".formatted(supplier));
    }

    /// From now on a supplier serves a carrier.
    public void serve(long carrier, int supplier, int generation) {
        CarrierId id = new CarrierId(carrier);
        suppliers.forEach(each -> each.leave(id));
        suppliers.get(supplier).serve(id, generation);
        announce(carrier, supplier, generation, urlOf(supplier).toString());
    }

    /// From now on placement says that a supplier serves a carrier.
    public void announce(long carrier, int supplier, int generation, String url) {
        placement.put(
                new ServedCarrier(
                        new CarrierId(carrier),
                        generation,
                        suppliers.get(supplier).id(),
                        owner.verifyingKey(),
                        url,
                        null,
                        new UUID(1, supplier),
                        clock.instant(),
                        true));
    }

    /// From now on calls to a URL go to this supplier.
    public void answerAt(String url, SupplierApi supplier) {
        byUrl.put(URI.create(url), supplier);
    }

    public Layout combination(int count) {
        ReliabilityLevel level = Combination.smallestLevel(count);
        return new Combination(Code.RS, new CarrierGroup(new CarrierId(0), level), count, 0);
    }

    /// A signed block of random bytes in memory of its own.
    public StoredBlock block(Layout layout, int length) {
        BlockBuffer buffer = new BlockBuffer(layout, length);
        byte[] content = new byte[length];
        random.nextBytes(content);
        buffer.content().put(content);
        Address address =
                new Address(ACCOUNT, new BlockNumber(nextBlock.getAndIncrement()), layout.group());
        EncodedBlock encoded = buffer.encode(address, length);
        SignedBlock signed = EncodedBlock.sign(List.of(encoded), owner).getFirst();
        return new StoredBlock(content, buffer, signed);
    }

    public Transfer transfer(Path spool) {
        return transfer(settings(spool));
    }

    /// Deadlines that a test can wait for.
    public static TransferSettings settings(Path spool) {
        return new TransferSettings(
                spool,
                64 << 20,
                64 << 20,
                64 << 20,
                1 << 20,
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }

    public Transfer transfer(TransferSettings settings) {
        return transfer(settings, byUrl::get);
    }

    public Transfer transfer(TransferSettings settings, Function<URI, SupplierApi> connect) {
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

    public SigningKey owner() {
        return owner;
    }

    public SigningKey placementKey() {
        return placementKey;
    }

    public SignedAccountTokens tokens() {
        return tokens;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public ObservationRegistry observations() {
        return observations;
    }

    public List<Finding> findings() {
        return findings;
    }

    @Override
    public void close() {
        open.forEach(Transfer::close);
    }

    /// A block, what is in it and the memory it lies in.
    public record StoredBlock(byte[] content, BlockBuffer buffer, SignedBlock signed) {

        public ByteBuffer expected() {
            return ByteBuffer.wrap(content);
        }

        public Address address() {
            return signed.block().address();
        }
    }
}
