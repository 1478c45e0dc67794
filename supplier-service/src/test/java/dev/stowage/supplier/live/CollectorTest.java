package dev.stowage.supplier.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.supplier.store.CommitObserver;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.LogStore;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.ServiceTime;
import dev.stowage.supplier.trial.CrashDisk;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CollectorTest {

    private static final SampleAccount ACCOUNT = new SampleAccount(7);
    private static final AccountNumber NUMBER = ACCOUNT.number();
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private CrashDisk disk = new CrashDisk(new Random(5));
    private LogStore store;
    private Collector collector;
    private Duration uptime = Duration.ZERO;
    private Set<CarrierId> released = Set.of();

    @BeforeEach
    void open() throws IOException {
        store =
                new LogStore(
                        disk,
                        LogSettings.DEFAULT,
                        new Random(1),
                        Clock.systemUTC(),
                        CommitObserver.NONE);
        ServiceTime time = new ServiceTime(() -> uptime.toNanos());
        time.begin(store, Clock.systemUTC());
        collector = new Collector(store, store.facts(), DAY, time, _ -> released::contains);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsDeadWhenItComesGoesToTheTrashThoughNoNewerHeadSaysSo() {
        store(1, 2);
        sayAlive(10, 100, BlockSet.EMPTY, blocks(1));
        serve(HOUR);
        serve(DAY.plusSeconds(5));
        assertThat(living()).isEqualTo(blocks(1));

        store(3);
        serve(HOUR);
        serve(DAY.plusSeconds(5));

        assertThat(living()).isEqualTo(blocks(1));
    }

    @Test
    void whatIsAliveAndOthersServeByNowDoesNotComeBack() {
        store(1, 2);
        store.drop(NUMBER, List.of(RecordId.of(ACCOUNT.record(1, 0))));
        released = Set.of(ACCOUNT.record(1, 0).header().carrier());
        sayAlive(1, 100, BlockSet.EMPTY, blocks(1, 2));
        serve(HOUR);
        assertThat(living()).isEqualTo(blocks(2));

        released = Set.of();
        sayAlive(2, 100, BlockSet.EMPTY, blocks(1, 2));
        serve(HOUR);
        assertThat(living()).isEqualTo(blocks(1, 2));
    }

    private void crash() throws IOException {
        CrashDisk after = disk.crash();
        store.close();
        disk = after;
        uptime = Duration.ofDays(400);
        open();
    }

    private void store(long... blocks) {
        List<FragmentRecord> records =
                LongStream.of(blocks).mapToObj(block -> ACCOUNT.record(block, 0)).toList();
        store.store(NUMBER, records, Long.MAX_VALUE);
    }

    private void sayAlive(long version, long horizon, BlockSet open, BlockSet alive) {
        LiveSet set =
                new LiveSet(
                        NUMBER,
                        SampleAccount.LAYOUT.group(),
                        version,
                        new BlockNumber(horizon),
                        open,
                        List.of(new OfLayout(SampleAccount.LAYOUT, alive)));
        new KeptLiveSets(store.facts())
                .keep(NUMBER, List.of(SignedLiveSet.sign(set, ACCOUNT.key())));
    }

    private static BlockSet blocks(long... numbers) {
        return BlockSet.of(LongStream.of(numbers).mapToObj(BlockNumber::new).toList());
    }

    private Stock stock() {
        return new Stock(store, NUMBER, SampleAccount.LAYOUT.group());
    }

    private BlockSet living() {
        return stock().living(_ -> true);
    }

    private void serve(Duration time) {
        uptime = uptime.plus(time);
        collector.collect();
    }

    @Test
    void whatIsDeadGoesToTheTrashAfterADayOfServiceAndNothingElse() {
        store(1, 2, 3, 4, 5, 6);
        sayAlive(10, 6, blocks(4), blocks(2, 5));
        serve(HOUR);
        serve(DAY.minusSeconds(1));
        assertThat(living()).isEqualTo(blocks(1, 2, 3, 4, 5, 6));

        serve(Duration.ofSeconds(5));

        assertThat(living()).isEqualTo(blocks(2, 4, 5, 6));
        assertThat(store.usage().of(NUMBER)).isEqualTo(4 * 2048);
    }

    @Test
    void nothingHappensWithoutALiveSet() {
        store(1, 2, 3);
        serve(HOUR);
        serve(DAY.multipliedBy(3));

        assertThat(living()).isEqualTo(blocks(1, 2, 3));
    }

    @Test
    void whatANewerLiveSetCallsAliveStays() {
        store(1, 2, 3);
        sayAlive(10, 6, BlockSet.EMPTY, blocks(2));
        serve(HOUR);
        sayAlive(11, 6, BlockSet.EMPTY, blocks(1, 2));
        serve(DAY.multipliedBy(2));

        assertThat(living()).isEqualTo(blocks(1, 2));
    }

    @Test
    void whatIsAliveComesBackFromTheTrash() {
        store(1, 2, 3);
        store.drop(NUMBER, List.of(new RecordId(ACCOUNT.address(2), 0)));
        assertThat(living()).isEqualTo(blocks(1, 3));
        sayAlive(10, 6, BlockSet.EMPTY, blocks(1, 2));

        serve(HOUR);

        assertThat(living()).isEqualTo(blocks(1, 2, 3));
    }

    @Test
    void theDayGoesOnAfterACrashAndNeverFaster() throws IOException {
        store(1, 2);
        sayAlive(10, 6, BlockSet.EMPTY, blocks(2));
        serve(HOUR);
        for (int hour = 0; hour < 12; hour++) {
            serve(HOUR);
        }
        crash();
        collector.collect();
        assertThat(living()).isEqualTo(blocks(1, 2));
        serve(HOUR.multipliedBy(11));
        assertThat(living()).isEqualTo(blocks(1, 2));

        serve(HOUR.multipliedBy(2));

        assertThat(living()).isEqualTo(blocks(2));
    }

    @Test
    void manyRecordsAreDroppedInBatches() {
        long[] numbers = LongStream.range(0, 20_000).toArray();
        for (int from = 0; from < numbers.length; from += 2000) {
            store(LongStream.range(from, from + 2000).toArray());
        }
        sayAlive(10, 30_000, BlockSet.EMPTY, blocks(7));
        serve(HOUR);
        serve(DAY.plusHours(1));

        assertThat(living()).isEqualTo(blocks(7));
        assertThat(store.usage().of(NUMBER)).isEqualTo(2048);
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 40);
    }

    /// An account stores, deletes and says what is alive; the supplier serves for hours, crashes.
    @ParameterizedTest
    @MethodSource("seeds")
    void theTrashGetsAllThatIsDeadAndNothingTooEarly(int seed) throws IOException {
        Random random = new Random(seed);
        TreeSet<Long> alive = new TreeSet<>();
        Map<Long, Duration> deadFor = new HashMap<>();
        List<Long> all = new ArrayList<>();
        BlockSet saidDead = BlockSet.EMPTY;
        for (int step = 0, version = 1; step < 120; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    long block = all.size() + 1L;
                    store(block);
                    all.add(block);
                    alive.add(block);
                }
                case 2 -> alive.removeIf(each -> random.nextInt(4) == 0);
                case 3 -> {
                    long horizon = all.size() - random.nextInt(3);
                    BlockSet said = blocks(alive.stream().mapToLong(Long::longValue).toArray());
                    sayAlive(version++, Math.max(0, horizon), BlockSet.EMPTY, said);
                    saidDead =
                            blocks(
                                    all.stream()
                                            .mapToLong(Long::longValue)
                                            .filter(each -> each < horizon)
                                            .filter(each -> !alive.contains(each))
                                            .toArray());
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        crash();
                    }
                }
                default -> {
                    Duration time = HOUR.multipliedBy(1 + random.nextInt(20));
                    deadFor.replaceAll((_, waited) -> waited.plus(time));
                    serve(time);
                    saidDead.stream().forEach(each -> deadFor.putIfAbsent(each, Duration.ZERO));
                }
            }
            BlockSet living = living();
            for (long block : all) {
                boolean mayGo = deadFor.getOrDefault(block, Duration.ZERO).compareTo(DAY) >= 0;
                assertThat(living.contains(new BlockNumber(block)) || mayGo)
                        .as("seed %d step %d block %d", seed, step, block)
                        .isTrue();
                assertThat(living.contains(new BlockNumber(block)) || !alive.contains(block))
                        .isTrue();
            }
        }
        for (int pass = 0; pass < 5; pass++) {
            serve(DAY);
        }
        assertThat(living().and(saidDead)).isEqualTo(BlockSet.EMPTY);
        assertThat(living().size() + saidDead.size()).isEqualTo(all.size());
    }
}
