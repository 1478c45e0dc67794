package dev.stowage.erasure.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteFieldTest {

    @Test
    void all65536ProductsEqualThoseOfSchoolArithmetic() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(ByteField.multiply(a, b))
                        .as("%d · %d", a, b)
                        .isEqualTo(SchoolArithmetic.multiply(a, b));
            }
        }
    }

    @Test
    void multiplicationIsCommutativeAssociativeAndDistributive() {
        int wrong = 0;
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                int ab = ByteField.multiply(a, b);
                wrong += ab == ByteField.multiply(b, a) ? 0 : 1;
                for (int c = 0; c < 256; c++) {
                    int bc = ByteField.multiply(b, c);
                    wrong += ByteField.multiply(ab, c) == ByteField.multiply(a, bc) ? 0 : 1;
                    int sum = ab ^ ByteField.multiply(a, c);
                    wrong += ByteField.multiply(a, b ^ c) == sum ? 0 : 1;
                }
            }
        }
        assertThat(wrong).isZero();
    }

    @Test
    void oneIsNeutralAndZeroAnnihilates() {
        for (int a = 0; a < 256; a++) {
            assertThat(ByteField.multiply(a, 1)).isEqualTo(a);
            assertThat(ByteField.multiply(a, 0)).isZero();
        }
    }

    @Test
    void everyElementButZeroHasAnInverse() {
        for (int a = 1; a < 256; a++) {
            int inverse = ByteField.power(-ByteField.logarithm(a));
            assertThat(ByteField.multiply(a, inverse)).as("%d · %d", a, inverse).isOne();
        }
    }

    @Test
    void zeroHasNoLogarithm() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ByteField.logarithm(0));
    }

    @Test
    void powersOfTwoRunThroughAllElementsButZeroAndRepeat() {
        assertThat(IntStream.range(0, 255).map(ByteField::power))
                .doesNotHaveDuplicates()
                .doesNotContain(0);
        for (int exponent = -600; exponent < 600; exponent++) {
            assertThat(ByteField.power(exponent + 1))
                    .isEqualTo(SchoolArithmetic.multiply(ByteField.power(exponent), 2));
        }
    }
}
