package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.FragmentSum;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.supplier.hosting.InFlight;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/// Suppliers of which some are lost, an account with blocks on them, and others that take their
/// carriers over.
final class RebuildHouse implements AutoCloseable {

    static final int BLOCK_BYTES = 9000;
    static final long QUOTA = 8 << 20;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SupplierHouse house;
    private final Path data;
    private final Layout layout;
    private final SampleAccount account;
    private final SampleAccount forger;
    private final List<Integer> dishonest;
    private final Map<Long, SignedBlock> blocks = new HashMap<>();

    private RebuildHouse(SupplierHouse house, Path data, Layout layout, List<Integer> dishonest) {
        this.house = house;
        this.data = data;
        this.layout = layout;
        this.dishonest = dishonest;
        this.account = house.newAccount();
        this.forger = new SampleAccount(account.number(), 99);
    }

    /// A house in which the account has its contracts.
    ///
    /// @param reserve suppliers beside those of the layout
    /// @param dishonest carriers whose suppliers took a forger for the account: all that they have
    ///   is his
    static RebuildHouse open(
            Path data, Layout layout, int reserve, Map<String, Object> more, Integer... dishonest)
            throws IOException {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putIfAbsent("stowage.supplier.scrub-limit", "1MB");
        RebuildHouse open =
                new RebuildHouse(
                        SupplierHouse.open(data, layout.carriers() + reserve, settings),
                        data,
                        layout,
                        List.of(dishonest));
        for (int carrier = 0; carrier < layout.carriers(); carrier++) {
            open.house.grant(open.whose(carrier), carrier, QUOTA);
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

    private SampleAccount whose(int carrier) {
        return dishonest.contains(carrier) ? forger : account;
    }

    /// A supplier has the right header of a block and wrong bytes, which it takes for right.
    void spoil(int member, int carrier, long number) {
        FragmentRecord right = block(number).record(position(carrier, number), 1);
        RecordHeader header = right.header();
        ByteBuffer wrong = ByteBuffer.allocate(header.fragmentLength());
        int crc = FragmentSum.of(wrong).crc();
        List<FragmentSum> sums =
                header.sums().stream().map(sum -> new FragmentSum(sum.digest(), crc)).toList();
        RecordHeader spoilt =
                new RecordHeader(
                        header.address(),
                        header.layout(),
                        header.position(),
                        header.generation(),
                        header.blockLength(),
                        header.fragmentLength(),
                        header.root(),
                        header.proof(),
                        header.path(),
                        sums);
        List<Optional<ByteBuffer>> fragments = sums.stream().map(_ -> Optional.of(wrong)).toList();
        volume(member)
                .store()
                .store(
                        account.number(),
                        List.of(new FragmentRecord(spoilt, fragments)),
                        Long.MAX_VALUE);
    }

    /// A bit of a record flips in the file of the supplier that holds it.
    void rot(int carrier, long number) throws IOException {
        RottenRecord.flip(
                data.resolve(supplier(carrier).name()),
                block(number).record(position(carrier, number), 1));
    }

    /// A supplier is busy with as many requests as it serves at once.
    void keepBusy(int member) {
        InFlight inFlight = supplier(member).inFlight();
        boolean isAdmitted = true;
        while (isAdmitted) {
            try {
                InFlight.Ticket _ = inFlight.admit(0);
            } catch (Fault busy) {
                isAdmitted = false;
            }
        }
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
                                .mapToObj(each -> blockAt(there, each))
                                .map(each -> recordAt(there, each))
                                .toArray(FragmentRecord[]::new);
                house.store(whose(carrier), carrier, records);
            }
        }
    }

    private SignedBlock blockAt(int carrier, long number) {
        return dishonest.contains(carrier)
                ? forger.block(layout, number, BLOCK_BYTES - 1000)
                : block(number);
    }

    private FragmentRecord recordAt(int carrier, SignedBlock block) {
        long number = block.block().address().block().bits();
        return block.record(position(carrier, number), 1);
    }

    /// The account says what is alive, to all suppliers of some carriers.
    void sayAlive(long horizon, long first, long last, Integer... carriers) {
        for (int carrier : carriers) {
            SampleAccount says = whose(carrier);
            SignedLiveSet set = SignedLiveSet.sign(liveSet(horizon, first, last), says.key());
            house.api(carrier)
                    .keepLiveSet(house.bearer(says, carrier, Scope.COLLECT), account.number(), set);
        }
    }

    /// The live set that a supplier keeps.
    SignedLiveSet liveSet(int member) {
        return house.api(member)
                .liveSet(
                        house.bearer(account, member, Scope.FETCH),
                        account.number(),
                        layout.group());
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
                        account,
                        house.placement()
                                .order(account, by, QUOTA, house.placement().assigned(carrier)));
        Eventually.holds(PATIENCE, () -> hasContract(by, account.number()));
    }

    boolean hasContract(int supplier, AccountNumber number) {
        return volume(supplier).contracts().has(number);
    }

    /// Whether a supplier has heard that it serves a carrier.
    boolean serves(int supplier, int carrier) {
        return supplier(supplier).membership().isServed(new CarrierId(carrier));
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

    /// As far as its rebuilders have told.
    long rebuiltOf(UUID rebuild) {
        return placement().told(rebuild).values().stream()
                .mapToLong(RebuildProgress::rebuilt)
                .sum();
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

    /// Every record of the carrier is what its owner signed, byte for byte, in the generation of
    /// now.
    void requireRebuilt(int member, int carrier, long first, long last) {
        int generation = house.placement().assigned(carrier).generation();
        for (long number = first; number <= last; number++) {
            FetchOutcome outcome = held(member, carrier, number);
            assertThat(outcome).as("block %d", number).isInstanceOf(FetchOutcome.Intact.class);
            if (outcome instanceof FetchOutcome.Intact(FragmentRecord record)) {
                assertThat(bytes(record))
                        .isEqualTo(
                                bytes(block(number).record(position(carrier, number), generation)));
            }
        }
    }

    /// A supplier has a record as its owner signed it.
    void requireRight(int member, int carrier, long number) {
        assertThat(held(member, carrier, number))
                .isInstanceOfSatisfying(
                        FetchOutcome.Intact.class,
                        intact ->
                                assertThat(bytes(intact.record()))
                                        .isEqualTo(
                                                bytes(
                                                        block(number)
                                                                .record(
                                                                        position(carrier, number),
                                                                        1))));
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
        return count("stowage.records.stored", member);
    }

    /// Bytes of records that a supplier gave, headers included.
    double fetchedBytes(int member) {
        return count("stowage.records.fetched.bytes", member);
    }

    private double count(String meter, int member) {
        return house.context()
                .getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .counter(meter, "supplier", supplier(member).name())
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
