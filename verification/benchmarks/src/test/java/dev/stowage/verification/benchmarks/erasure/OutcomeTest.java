package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 3", "7, 5", "13, 6", "18, 7", "26, 8.5", "64, 14.5"})
    void toRebuildOneSupplierXorReadsFewAndReedSolomonK(int k, double few) {
        Outcome outcome = outcome(Operation.REBUILD, k);
        assertThat(outcome.fragmentsRead(rs(k))).isEqualTo(k);
        assertThat(outcome.fragmentsRead(new TableCoder(new Generator(k)))).isEqualTo(k);
        assertThat(outcome.fragmentsRead(StowageCoder.xor(k))).isCloseTo(few, within(1e-9));
    }

    @Test
    void whoLosesFewerSuppliersIsNotCompared() {
        assertThat(xorTimesTable(Operation.ENCODE, 13)).hasValue(2);
        assertThat(xorTimesTable(Operation.REBUILD, 13)).hasValue(2);
        assertThat(xorTimesTable(Operation.RECONSTRUCT, 7)).hasValue(2);
        assertThat(xorTimesTable(Operation.RECONSTRUCT, 13)).isEmpty();
    }

    private static OptionalDouble xorTimesTable(Operation operation, int k) {
        Outcome outcome = outcome(operation, k);
        return outcome.ratio(StowageCoder.xor(k), outcome.coders().table());
    }

    /// Of a race that `xor` did in half of the table's time.
    private static Outcome outcome(Operation operation, int k) {
        StowageCoder xor = StowageCoder.xor(k);
        TableCoder table = new TableCoder(new Generator(k));
        return new Outcome(
                new Case(operation, k, BlockSize.MIB),
                new Coders(List.of(rs(k), xor), Optional.empty(), Optional.of(table)),
                Map.of(
                        new Entry(xor, operation, Placement.HEAP, 1), new Speeds(List.of(4.0)),
                        new Entry(table, operation, Placement.HEAP, 1), new Speeds(List.of(2.0))));
    }

    private static StowageCoder rs(int k) {
        return StowageCoder.reedSolomon(k, Kernel.PORTABLE);
    }
}
