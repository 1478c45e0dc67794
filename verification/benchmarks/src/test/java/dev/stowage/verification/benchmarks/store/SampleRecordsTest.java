package dev.stowage.verification.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRecordsTest {

    @ParameterizedTest
    @ValueSource(ints = {2 << 10, 4 << 10, 256 << 10})
    void haveTheLengthThatIsAskedForAndRightChecksums(int bytes) {
        SampleRecords records = new SampleRecords(3, bytes);

        for (long block : new long[] {0, 1, 1_000_000}) {
            FragmentRecord record = records.record(block);
            assertThat(record.header().paddedLength()).isEqualTo(bytes);
            assertThat(records.paddedBytes()).isEqualTo(bytes);
            assertThat(record.length()).isEqualTo(records.storedBytes());
            assertThat(record.fragmentFlaw()).isEmpty();
            assertThat(record.header().address()).isEqualTo(records.wanted(block).address());
            assertThat(record.header().address().block().bits()).isEqualTo(block);
            assertThat(record.header().position()).isEqualTo(records.wanted(block).position());
        }
    }
}
