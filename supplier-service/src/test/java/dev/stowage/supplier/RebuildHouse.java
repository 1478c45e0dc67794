package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.supplier.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/// Suppliers of which some are lost, an account with blocks on them, and others that take their
/// carriers over.
final class RebuildHouse implements AutoCloseable {

    static final int BLOCK_BYTES = 9000;
    static final long QUOTA = 8 << 20;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SupplierHouse house;
    private final Layout layout;
    private final SampleAccount account;
    private final Map<Long, SignedBlock> blocks = new HashMap<>();

    private RebuildHouse(SupplierHouse house, Layout layout) {
        this.house = house;
        this.layout = layout;
        this.account = house.newAccount();
    }

    /// A house in which the account has its contracts.
    ///
    /// @param reserve suppliers beside those of the layout
    static RebuildHouse open(Path data, Layout layout, int reserve, Map<String, Object> more)
            throws IOException {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putIfAbsent("stowage.supplier.scrub-limit", "1MB");
        RebuildHouse open =
                new RebuildHouse(
                        SupplierHouse.open(data, layout.carriers() + reserve, settings), layout);
        for (int carrier = 0; carrier < layout.carriers(); carrier++) {
            open.house.grant(open.account, carrier, QUOTA);
        }
        return open;
    }

    SupplierHouse house() {
        return house;
    }

    RebuildStandIn placement() {
        return house.placement().rebuilds();
    }

    SampleAccount account() {
        return account;
    }

    SignedBlock block(long number) {
        return blocks.computeIfAbsent(number, each -> account.block(layout, each, BLOCK_BYTES));
    }

    /// The carrier at a position of a block; they are numbered from 0 here.
    int carrier(int position, long block) {
        return (int) layout.carrier(position, new BlockNumber(block)).value();
    }

    int position(int carrier, long block) {
        for (int position = 0; position < layout.carriers(); position++) {
            if (carrier(position, block) == carrier) {
                return position;
            }
        }
        throw new AssertionError("carrier %d is not in the layout".formatted(carrier));
    }

    /// Stores blocks everywhere but on some carriers.
    void store(long first, long last, Integer... without) {
        for (int carrier = 0; carrier < layout.carriers(); carrier++) {
            if (!List.of(without).contains(carrier)) {
                int there = carrier;
                FragmentRecord[] records =
                        LongStream.rangeClosed(first, last)
                                .mapToObj(each -> block(each).record(position(there, each), 1))
                                .toArray(FragmentRecord[]::new);
                house.store(account, carrier, records);
            }
        }
    }

    /// The account says what is alive, to all suppliers of some carriers.
    void sayAlive(long horizon, long first, long last, Integer... carriers) {
        SignedLiveSet set = SignedLiveSet.sign(liveSet(horizon, first, last), account.key());
        for (int carrier : carriers) {
            house.api(carrier)
                    .keepLiveSet(
                            house.bearer(account, carrier, Scope.COLLECT), account.number(), set);
        }
    }

    LiveSet liveSet(long horizon, long first, long last) {
        BlockSet alive =
                BlockSet.of(
                        LongStream.rangeClosed(first, last).mapToObj(BlockNumber::new).toList());
        return new LiveSet(
                account.number(),
                layout.group(),
                3,
                new BlockNumber(horizon),
                BlockSet.EMPTY,
                List.of(new OfLayout(layout, alive)));
    }

    /// Another supplier takes a carrier over and has its contract.
    void takeOver(int carrier, int by) {
        placement().give(carrier, by);
        placement()
                .claim(
                        house.placement()
                                .order(account, by, QUOTA, house.placement().assigned(carrier)));
        Eventually.holds(PATIENCE, () -> hasContract(by, account.number()));
    }

    boolean hasContract(int supplier, AccountNumber number) {
        return volume(supplier).contracts().has(number);
    }

    private Suppliers suppliers() {
        return house.context().getBean(Suppliers.class);
    }

    /// The supplier that was the n-th to join, which need not be that of the n-th directory.
    private Supplier supplier(int member) {
        return suppliers().all().get(index(member));
    }

    private int index(int member) {
        List<Supplier> all = suppliers().all();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).membership().supplier().equals(house.supplier(member))) {
                return index;
            }
        }
        throw new AssertionError("no supplier %d".formatted(member));
    }

    Volume volume(int member) {
        return supplier(member).volumes().getFirst().volume();
    }

    /// A supplier is gone.
    void stop(int member) {
        suppliers().stop(index(member));
    }

    UUID rebuild(long first, long last, int... carriers) {
        return placement().open(account, layout, first, last, carriers);
    }

    RebuildProgress await(UUID rebuild) {
        Eventually.holds(PATIENCE, () -> placement().ended(rebuild) != null);
        return placement().ended(rebuild);
    }

    /// What a supplier has of a block for a carrier, read at its store.
    FetchOutcome held(int member, int carrier, long block) {
        return volume(member)
                .store()
                .fetch(
                        new WantedRecord(
                                block(block).block().address(), position(carrier, block), ~0));
    }

    /// Every record of the carrier is what its owner signed, byte for byte, in the new generation.
    void requireRebuilt(int member, int carrier, long first, long last) {
        for (long number = first; number <= last; number++) {
            FetchOutcome outcome = held(member, carrier, number);
            assertThat(outcome).as("block %d", number).isInstanceOf(FetchOutcome.Intact.class);
            if (outcome instanceof FetchOutcome.Intact(FragmentRecord record)) {
                assertThat(bytes(record))
                        .isEqualTo(bytes(block(number).record(position(carrier, number), 2)));
            }
        }
    }

    static byte[] bytes(FragmentRecord record) {
        ByteBuffer bytes = ByteBuffer.allocate(record.length());
        record.toBuffers().forEach(bytes::put);
        return bytes.array();
    }

    /// Bytes of a fragment of the blocks here.
    long fragment() {
        return layout.fragmentLength(BLOCK_BYTES);
    }

    /// Records that came to a supplier, each time it came.
    double stored(int member) {
        return house.context()
                .getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .counter("stowage.records.stored", "supplier", supplier(member).name())
                .count();
    }

    double shown(String meter) {
        List<Double> all = new ArrayList<>();
        house.context()
                .getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .find(meter)
                .counters()
                .forEach(each -> all.add(each.count()));
        return all.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public void close() {
        house.close();
    }
}
