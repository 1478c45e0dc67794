package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.BlockNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRangesTest {

    /// `10-19 30-39`
    private static OpenRanges of(String text) {
        List<BlockRange> ranges = new ArrayList<>();
        for (String range : text.isBlank() ? new String[0] : text.split(" ")) {
            String[] ends = range.split("-");
            long first = Long.parseLong(ends[0]);
            ranges.add(
                    new BlockRange(
                            new BlockNumber(first), (int) (Long.parseLong(ends[1]) - first + 1)));
        }
        return new OpenRanges(ranges);
    }

    @ParameterizedTest
    @CsvSource({
        "'10-19 30-39', '10-19 30-39'",
        "'10-19 30-39', '15-19 30-39'",
        "'10-19 30-39', '30-39'",
        "'10-19 30-39', '39-39'",
        "'10-19 30-39', '39-39 40-49'",
        "'10-19 30-39', '40-49'",
        "'10-19 30-39', '40-49 12-13'",
        "'', ''",
        "'', '10-19 30-39'"
    })
    void aHeadMayShortenCloseAndOpenAbove(String before, String after) {
        assertThat(of(after).mayFollow(of(before))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'10-19 30-39', '10-19'",
        "'10-19 30-39', ''",
        "'10-19 30-39', '30-38'",
        "'10-19 30-39', '9-19 30-39'",
        "'10-19 30-39', '10-20 30-39'",
        "'10-19 30-39', '20-29 30-39'",
        "'10-19 30-39', '0-5 30-39'",
        "'10-19 30-39', '30-45'",
        "'10-19 30-39', '30-39 39-49'"
    })
    void aHeadMayNotOpenAgainOrBelowNorLetTheHorizonFall(String before, String after) {
        assertThat(of(after).mayFollow(of(before))).isFalse();
    }

    @Test
    void aRangeIsOpenedAboveTheHighestOnly() {
        OpenRanges open = of("30-39 10-19");

        assertThat(open.mayOpen(of("40-49").ranges().getFirst())).isTrue();
        assertThat(open.mayOpen(of("39-49").ranges().getFirst())).isFalse();
        assertThat(open.mayOpen(of("20-29").ranges().getFirst())).isFalse();
        assertThat(of("").mayOpen(of("0-0").ranges().getFirst())).isTrue();
    }

    @Test
    void numbersLieInRangesOrNot() {
        OpenRanges open = of("30-39 10-19");

        assertThat(open.contains(new BlockNumber(10))).isTrue();
        assertThat(open.contains(new BlockNumber(39))).isTrue();
        assertThat(open.contains(new BlockNumber(20))).isFalse();
        assertThat(open.overlap(of("19-25").ranges().getFirst())).isTrue();
        assertThat(open.overlap(of("5-45").ranges().getFirst())).isTrue();
        assertThat(open.overlap(of("20-29").ranges().getFirst())).isFalse();
    }
}
