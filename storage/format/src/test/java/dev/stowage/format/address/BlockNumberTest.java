package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockNumberTest {

    private static final BlockNumber LAST = new BlockNumber(-1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551615"
            })
    void textAndNumberAreEachOthersInverse(String text) {
        assertThat(BlockNumber.valueOf(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"18446744073709551616", "99999999999999999999", "100000000000000000000"})
    void textOf2ToThe64AndMoreIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNumber.valueOf(text))
                .withMessage("block number must be 0 … 18446744073709551615, got " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-1", "+1", "01", "00", "1 ", "1.0", "0x1", "a", "١", "1_000", "\n1"
            })
    void textThatIsNotPlainDecimalIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNumber.valueOf(text))
                .withMessage(
                        "block number must be decimal digits without leading zeros, got \"%s\""
                                .formatted(text));
    }

    @Test
    void longTextIsRefusedWithoutRepeatingAllOfIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNumber.valueOf("7".repeat(100_000)))
                .withMessageEndingWith("got " + "7".repeat(40) + "…");
    }

    @Test
    void numbersAreOrderedAsUnsigned() {
        assertThat(LAST).isGreaterThan(new BlockNumber(Long.MAX_VALUE));
        assertThat(new BlockNumber(Long.MIN_VALUE)).isGreaterThan(new BlockNumber(Long.MAX_VALUE));
        assertThat(BlockNumber.FIRST).isLessThan(new BlockNumber(1));
    }

    @Test
    void plusReachesTheLastNumber() {
        assertThat(BlockNumber.FIRST.plus(Long.MAX_VALUE).plus(Long.MAX_VALUE).plus(1))
                .isEqualTo(LAST);
        assertThat(LAST.plus(0)).isEqualTo(LAST);
    }

    @Test
    void plusDoesNotRunPastTheLastNumber() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> LAST.plus(1))
                .withMessage("block number 18446744073709551615 + 1 runs past 2^64-1");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new BlockNumber(-10).plus(Long.MAX_VALUE));
    }

    @Test
    void plusCountsUpwardsOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockNumber(5).plus(-1))
                .withMessageEndingWith("got -1");
    }
}
