package dev.stowage.customer.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.door.ByteRange.Outside;
import dev.stowage.customer.door.ByteRange.Part;
import dev.stowage.customer.door.ByteRange.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-19, 10, 20",
        "bytes=10-, 10, 100",
        "bytes=99-500, 99, 100",
        "bytes=-1, 99, 100",
        "bytes=-100, 0, 100",
        "bytes=-500, 0, 100"
    })
    void readsASingleRange(String header, long from, long to) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Part(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "lines=1-2"})
    void takesWhatIsNoSingleRangeForNone(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void refusesWhatLiesOutside(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Outside());
    }

    @Test
    void anEmptyFileHasNoParts() {
        assertThat(ByteRange.parse("bytes=0-0", 0)).isEqualTo(new Outside());
        assertThat(ByteRange.parse(null, 0)).isEqualTo(new Whole());
    }

    @Test
    void saysWhichPartItIs() {
        assertThat(new Part(10, 20).contentRange(100)).isEqualTo("bytes 10-19/100");
    }
}
