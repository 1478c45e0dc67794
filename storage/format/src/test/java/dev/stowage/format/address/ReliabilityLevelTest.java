package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReliabilityLevelTest {

    @ParameterizedTest
    @CsvSource({"0, 8", "1, 32", "2, 128", "3, 512", "4, 2048", "5, 8192", "6, 32768", "7, 131072"})
    void everyLevelSpansFourTimesTheCarriersOfTheOneBelow(String level, int carriers) {
        ReliabilityLevel parsed = ReliabilityLevel.valueOf(level);
        assertThat(parsed.carriers()).isEqualTo(carriers);
        assertThat(parsed).hasToString(level);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void thereAreNoOtherLevels(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReliabilityLevel(value))
                .withMessage("reliability level must be 0 … 7, got " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "10", "4294967296", "18446744073709551616"})
    void textOfAHigherLevelIsRefusedWithItsNumber(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReliabilityLevel.valueOf(text))
                .withMessage("reliability level must be 0 … 7, got " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "0, 0",
        "8, 0",
        "9, 1",
        "32, 1",
        "33, 2",
        "64, 2",
        "128, 2",
        "129, 3",
        "32769, 7",
        "131072, 7"
    })
    void theLowestLevelThatHoldsACountIsFound(int count, int level) {
        assertThat(ReliabilityLevel.holding(count).value()).isEqualTo(level);
    }

    @Test
    void noLevelHoldsMoreThanTheWidestGroup() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReliabilityLevel.holding(131_073))
                .withMessage("no group holds 131073 carriers, the largest holds 131072");
    }

    @Test
    void levelsAreOrderedByWidth() {
        assertThat(new ReliabilityLevel(7)).isGreaterThan(ReliabilityLevel.ZERO);
    }
}
