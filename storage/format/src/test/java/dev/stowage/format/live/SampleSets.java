package dev.stowage.format.live;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import java.util.Random;

/// Sets of block numbers for tests: the same for the same random numbers.
final class SampleSets {

    private static final long[] BEGINNINGS = {
        0, 65_000, (1L << 32) - 500, 1_700_000_000_000L << 20, Long.MIN_VALUE - 70_000
    };

    private SampleSets() {}

    static long number(Random random) {
        return BEGINNINGS[random.nextInt(BEGINNINGS.length)] + random.nextInt(200_000);
    }

    /// Some numbers alone, some dense, some in ranges.
    static BlockSet random(Random random) {
        BlockSet.Builder builder = new BlockSet.Builder();
        for (int left = random.nextInt(300); left > 0; left--) {
            builder.add(new BlockNumber(number(random)));
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            builder.add(
                    new BlockRange(new BlockNumber(number(random)), 1 + random.nextInt(80_000)));
        }
        if (random.nextBoolean()) {
            long first = number(random);
            for (int left = 30_000; left > 0; left--) {
                builder.add(new BlockNumber(first + random.nextInt(65_536)));
            }
        }
        return builder.build();
    }
}
