package dev.stowage.erasure.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class TowerFieldTest {

    private static final int V = 0x100;
    private static final int W = 0x10000;
    private static final int TRIES = 2_000;

    @Test
    void vAndWSolveTheEquationsThatDefineThem() {
        assertThat(TowerField.multiply16(V, V)).isEqualTo(V ^ CantorPoints.point(1 << 7));
        assertThat(TowerField.multiply32(W, W)).isEqualTo(W ^ CantorPoints.point(1 << 15));
    }

    @Test
    void theSmallerFieldsAreParts() {
        Random random = new Random(1);
        for (int i = 0; i < TRIES; i++) {
            int a = random.nextInt(1 << 16);
            int b = random.nextInt(1 << 16);
            assertThat(TowerField.multiply32(a, b)).isEqualTo(TowerField.multiply16(a, b));
            assertThat(TowerField.multiply16(a & 0xFF, b & 0xFF))
                    .isEqualTo(SchoolArithmetic.multiply(a & 0xFF, b & 0xFF));
        }
    }

    @Test
    void productsFollowTheLawsOfAField() {
        assertLaws(TowerField::multiply16, 0xFFFF);
        assertLaws(TowerField::multiply32, -1);
    }

    private static void assertLaws(IntBinaryOperator multiply, int mask) {
        Random random = new Random(2);
        for (int i = 0; i < TRIES; i++) {
            int a = random.nextInt() & mask;
            int b = random.nextInt() & mask;
            int c = random.nextInt() & mask;
            int ab = multiply.applyAsInt(a, b);
            assertThat(multiply.applyAsInt(b, a)).isEqualTo(ab);
            assertThat(multiply.applyAsInt(ab, c))
                    .isEqualTo(multiply.applyAsInt(a, multiply.applyAsInt(b, c)));
            assertThat(multiply.applyAsInt(a, b ^ c)).isEqualTo(ab ^ multiply.applyAsInt(a, c));
            assertThat(multiply.applyAsInt(a, 1)).isEqualTo(a);
        }
    }

    @Test
    void everyElementRaisedToTheSizeOfItsFieldIsItself() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int a = random.nextInt();
            int power = a;
            for (int bit = 0; bit < 32; bit++) {
                power = TowerField.multiply32(power, power);
            }
            assertThat(power).isEqualTo(a);
        }
    }
}
