package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNumberTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFE_FFFFL})
    void everyNumberBelowTheReservedOnesIsOne(long value) {
        AccountNumber number = new AccountNumber(value);
        assertThat(number).hasToString(Long.toString(value));
        assertThat(AccountNumber.valueOf(number.toString())).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(longs = {0xFFFF_0000L, 0xFFFF_FFFFL, 0x1_0000_0000L, -1, Long.MIN_VALUE})
    void reservedAndImpossibleNumbersAreRefused(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountNumber(value))
                .withMessage("account number must be 0 … 4294901759, got " + value);
    }

    @ParameterizedTest
    @CsvSource({"4294901760", "9999999999", "10000000000", "18446744073709551616"})
    void textOfALargerNumberIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountNumber.valueOf(text))
                .withMessage("account number must be 0 … 4294901759, got " + text);
    }

    @Test
    void numbersAreOrderedAsUnsigned() {
        assertThat(new AccountNumber(0x8000_0000L)).isGreaterThan(new AccountNumber(1));
    }
}
