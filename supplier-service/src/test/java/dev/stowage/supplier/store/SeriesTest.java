package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    private static final LogName FILE = new LogName(1, 5);

    private final LogSlots slots = new LogSlots();
    private final Series series = new Series(new SeriesKey(7, 8), slots);

    private record Key(long block, int position) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int order = Long.compareUnsigned(block, other.block);
            return order != 0 ? order : Integer.compareUnsigned(position, other.position);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatAMapWouldFindAndNothingElse(long seed) {
        Random random = new Random(seed);
        SortedMap<Key, Standing> expected = new TreeMap<>();
        int stepsOfGrowth = 15_000 + random.nextInt(15_000);
        for (int step = 0; step < 40_000; step++) {
            Key key = key(random, step);
            if (random.nextInt(4) < (step < stepsOfGrowth ? 1 : 3)) {
                key = expected.isEmpty() ? key : near(key, expected);
                series.remove(key.block, key.position);
                expected.remove(key);
            } else {
                Standing standing = standing(random);
                series.put(key.block, key.position, standing);
                expected.put(key, standing);
            }
        }

        for (int step = 0; step < 30_000; step++) {
            Key key = new Key(random.nextLong(40_000), random.nextInt(4));
            assertThat(series.find(key.block, key.position)).isEqualTo(expected.get(key));
        }
        assertThat(all(1 + random.nextInt(300)))
                .isEqualTo(
                        expected.entrySet().stream()
                                .map(each -> member(each.getKey(), each.getValue()))
                                .toList());
    }

    @Test
    void isEmptyWhenAllIsTakenOutAgain() {
        for (int block = 0; block < 2_000; block++) {
            series.put(block, 0, standing(new Random(block)));
        }
        for (int block = 0; block < 2_000; block++) {
            assertThat(series.isEmpty()).isFalse();
            series.remove(block * 7 % 2_000, 0);
        }
        assertThat(series.isEmpty()).isTrue();
        assertThat(all(10)).isEmpty();
    }

    private List<Series.Member> all(int limit) {
        List<Series.Member> all = new ArrayList<>(series.after(null, limit));
        for (List<Series.Member> page = all; page.size() == limit; ) {
            page = series.after(all.getLast().key(), limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
        }
        return all;
    }

    private static Series.Member member(Key key, Standing standing) {
        return new Series.Member(new RecordKey(7, key.position, key.block, 8), standing);
    }

    private static Key near(Key key, SortedMap<Key, Standing> map) {
        SortedMap<Key, Standing> rest = map.tailMap(key);
        return rest.isEmpty() ? map.firstKey() : rest.firstKey();
    }

    /// At the end, near it, anywhere, or again; small numbers, and such as are negative as a long.
    private static Key key(Random random, int step) {
        long block =
                switch (random.nextInt(4)) {
                    case 0 -> step;
                    case 1 -> Math.max(0, step - random.nextInt(100));
                    case 2 -> random.nextLong(40_000);
                    default -> -1 - random.nextLong(300);
                };
        return new Key(block, random.nextInt(3));
    }

    private static Standing standing(Random random) {
        Standing living = Standing.living(place(random));
        LogName file = new LogName(random.nextInt(50, 90), 8);
        return switch (random.nextInt(6)) {
            case 0 -> living.droppedAt(random.nextLong(1, Long.MAX_VALUE), file);
            case 1 -> living.droppedAt(random.nextLong(1, Long.MAX_VALUE), file).condemnedNow();
            case 2 -> living.revived(file);
            default -> living;
        };
    }

    private static Place place(Random random) {
        return new Place(
                new LogName(random.nextInt(1, 50), 7),
                random.nextLong(Series.MAX_OFFSET + 1),
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(Integer.MAX_VALUE));
    }

    @Test
    void keepsTheLastBitOfEveryNumber() {
        Place largest =
                new Place(
                        FILE,
                        Series.MAX_OFFSET,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);
        Place smallest = new Place(FILE, 0, 0, 0, 0);

        series.put(-1, -1, Standing.living(largest));
        series.put(0, 0, Standing.living(smallest));
        series.put(-1, Integer.MAX_VALUE, Standing.living(smallest));

        assertThat(series.find(-1, -1)).isEqualTo(Standing.living(largest));
        assertThat(series.find(0, 0)).isEqualTo(Standing.living(smallest));
        assertThat(series.find(-1, Integer.MAX_VALUE)).isEqualTo(Standing.living(smallest));
        assertThat(series.find(Long.MIN_VALUE, 0)).isNull();
    }

    @Test
    void refusesAPlaceThatItCannotPointAt() {
        Place far = new Place(FILE, Series.MAX_OFFSET + 1, 1, 1, 1);

        assertThatThrownBy(() -> series.put(1, 1, Standing.living(far)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(series.find(1, 1)).isNull();
    }

    @Test
    void readersSeeEveryPlaceWholeWhileOneWrites() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        series.put(0, 0, Standing.living(telling(0, 0)));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                long seed = reader;
                readers.add(threads.submit(() -> readUntil(done, new Random(seed))));
            }
            Random random = new Random(9);
            for (int step = 0; step < 200_000; step++) {
                long block = random.nextInt(1_000);
                series.put(
                        block * 7, 0, turned(telling(block * 7, random.nextInt(1 << 10)), random));
            }
            done.set(true);
            long found = 0;
            for (Future<Long> reader : readers) {
                found += reader.get();
            }
            assertThat(found).isPositive();
        }
    }

    @Test
    void whatStaysIsFoundAllTheTimeWhileOthersComeAndGoBesideIt() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        for (long block = 0; block < 1_000; block += 2) {
            series.put(block, 0, Standing.living(telling(block, 1)));
        }
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Long> reader = threads.submit(() -> findStaying(done));
            Random random = new Random(11);
            for (int step = 0; step < 500_000; step++) {
                long block = 2L * random.nextInt(500) + 1;
                series.put(block, 0, Standing.living(telling(block, 1)));
                series.remove(block, 0);
            }
            done.set(true);
            assertThat(reader.get()).isPositive();
        }
    }

    private long findStaying(AtomicBoolean done) {
        Random random = new Random(12);
        long found = 0;
        while (!done.get()) {
            long block = 2L * random.nextInt(500);
            assertThat(series.find(block, 0)).isEqualTo(Standing.living(telling(block, 1)));
            found++;
        }
        return found;
    }

    private long readUntil(AtomicBoolean done, Random random) {
        long found = 0;
        while (!done.get()) {
            long block = random.nextInt(7_000);
            Standing standing = series.find(block, 0);
            if (standing != null) {
                Place place = standing.place();
                assertThat(block % 7).isZero();
                assertThat(place).isEqualTo(telling(block, place.fragments()));
                found++;
            }
        }
        return found;
    }

    /// Most of them are moved to and fro between the rows of those that were dropped and the
    /// others.
    private static Standing turned(Place place, Random random) {
        Standing living = Standing.living(place);
        return random.nextInt(3) == 0 ? living.revived(FILE) : living;
    }

    /// A place whose every number follows from the block and the version.
    private static Place telling(long block, int version) {
        int mixed = (int) (block * 1_000 + version);
        return new Place(new LogName(1 + version % 30, 7), mixed, mixed + 1, mixed + 2, version);
    }

    @Test
    void numbersFilesInTheOrderInWhichTheyCame() {
        List<LogName> names =
                new Random(3)
                        .ints(100, 1, 1000)
                        .mapToObj(number -> new LogName(number, number * 31L))
                        .distinct()
                        .toList();
        for (int slot = 0; slot < names.size(); slot++) {
            assertThat(slots.of(names.get(slot))).isEqualTo(slot);
        }
        names.stream()
                .sorted(Comparator.comparingInt(LogName::number))
                .forEach(name -> assertThat(slots.name(slots.of(name))).isEqualTo(name));
    }
}
