package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    private static final LogName FILE = new LogName(1, 5);

    private final LogSlots slots = new LogSlots();
    private final Series series = new Series(slots, new AtomicLong());

    private record Key(long block, int position) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatAMapWouldFindAndNothingElse(long seed) {
        Random random = new Random(seed);
        Map<Key, Place> expected = new HashMap<>();
        for (int step = 0; step < 30_000; step++) {
            Key key = key(random, step);
            Place place = place(random);
            assertThat(series.put(key.block, key.position, place))
                    .as("step %d", step)
                    .isEqualTo(expected.put(key, place));
        }

        expected.forEach(
                (key, place) -> assertThat(series.find(key.block, key.position)).isEqualTo(place));
        for (int step = 0; step < 30_000; step++) {
            Key key = new Key(random.nextLong(40_000), random.nextInt(4));
            assertThat(series.find(key.block, key.position)).isEqualTo(expected.get(key));
        }
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

    private static Place place(Random random) {
        return new Place(
                new LogName(random.nextInt(1, 50), 7),
                random.nextLong(Leaf.MAX_OFFSET + 1),
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(Integer.MAX_VALUE),
                random.nextInt(Integer.MAX_VALUE));
    }

    @Test
    void keepsTheLastBitOfEveryNumber() {
        Place largest =
                new Place(
                        FILE,
                        Leaf.MAX_OFFSET,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);
        Place smallest = new Place(FILE, 0, 0, 0, 0);

        series.put(-1, -1, largest);
        series.put(0, 0, smallest);
        series.put(-1, Integer.MAX_VALUE, smallest);

        assertThat(series.find(-1, -1)).isEqualTo(largest);
        assertThat(series.find(0, 0)).isEqualTo(smallest);
        assertThat(series.find(-1, Integer.MAX_VALUE)).isEqualTo(smallest);
        assertThat(series.find(Long.MIN_VALUE, 0)).isNull();
    }

    @Test
    void refusesAPlaceThatItCannotPointAt() {
        Place far = new Place(FILE, Leaf.MAX_OFFSET + 1, 1, 1, 1);

        assertThatThrownBy(() -> series.put(1, 1, far)).isInstanceOf(IllegalStateException.class);
        assertThat(series.find(1, 1)).isNull();
    }

    @Test
    void readersSeeEveryPlaceWholeWhileOneWrites() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        series.put(0, 0, telling(0, 0));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                long seed = reader;
                readers.add(threads.submit(() -> readUntil(done, new Random(seed))));
            }
            Random random = new Random(9);
            for (int step = 0; step < 200_000; step++) {
                long block = random.nextInt(1_000);
                series.put(block * 7, 0, telling(block * 7, random.nextInt(1 << 10)));
            }
            done.set(true);
            long found = 0;
            for (Future<Long> reader : readers) {
                found += reader.get();
            }
            assertThat(found).isPositive();
        }
    }

    private long readUntil(AtomicBoolean done, Random random) {
        long found = 0;
        while (!done.get()) {
            long block = random.nextInt(7_000);
            Place place = series.find(block, 0);
            if (place != null) {
                assertThat(block % 7).isZero();
                assertThat(place).isEqualTo(telling(block, place.fragments()));
                found++;
            }
        }
        return found;
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
