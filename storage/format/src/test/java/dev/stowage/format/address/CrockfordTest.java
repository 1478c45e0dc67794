package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrockfordTest {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    /// The text of the bytes as one large number, digit by digit from the end.
    private static String obviously(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < bytes.length / 5 * 8; digit++) {
            text.append(DIGITS.charAt(number.intValue() & 31));
            number = number.shiftRight(5);
        }
        return text.reverse().toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void textIsTheNumberToTheBase32(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[5 * (1 + random.nextInt(8))];
            random.nextBytes(bytes);
            String text = Crockford.encode(bytes);
            assertThat(text).isEqualTo(obviously(bytes));
            assertThat(Crockford.decode("thing", text, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void nothingIsTheEmptyText() {
        assertThat(Crockford.encode(new byte[0])).isEmpty();
        assertThat(Crockford.decode("thing", "", 0)).isEmpty();
    }

    @Test
    void everyOtherCharacterIsRefusedInEveryPlace() {
        for (char c = 0; c < 0x180; c++) {
            for (int place = 0; place < 8 && DIGITS.indexOf(c) < 0; place++) {
                String text = "0".repeat(place) + c + "0".repeat(7 - place);
                assertThatIllegalArgumentException()
                        .as("character %d at %d", (int) c, place)
                        .isThrownBy(() -> Crockford.decode("thing", text, 5))
                        .withMessage(
                                "thing has a character at %d that is not lower-case Crockford base32",
                                place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "l", "o", "u", "A", "Z", "I", "L", "O", "U", "-", " ", "０"})
    void lookAlikesUpperCaseAndSeparatorsAreRefused(String wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crockford.decode("thing", "0000000" + wrong, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6, 19, 21})
    void lengthsThatWouldNeedPaddingAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crockford.encode(new byte[length]))
                .withMessageEndingWith("got " + length);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crockford.decode("thing", "", length))
                .withMessageEndingWith("got " + length);
    }
}
