package dev.stowage.verification.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomOrderTest {

    @Test
    void namesMostOfTheRecordsAndNoneThatThereIsNot() {
        RandomOrder order = new RandomOrder(1000, 4000);

        assertThat(LongStream.range(0, order.reads()).map(order::record))
                .allMatch(record -> record >= 0 && record < 1000);
        assertThat(LongStream.range(0, order.reads()).map(order::record).distinct().count())
                .isGreaterThan(950);
    }
}
