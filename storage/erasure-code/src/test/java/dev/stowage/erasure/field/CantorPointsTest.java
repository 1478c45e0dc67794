package dev.stowage.erasure.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CantorPointsTest {

    @Test
    void everyBasisElementSolvesTheEquationOfItsPredecessor() {
        assertThat(CantorPoints.point(1)).isOne();
        for (int i = 1; i < 17; i++) {
            int basis = CantorPoints.point(1 << i);
            int square = TowerField.multiply32(basis, basis);
            assertThat(square ^ basis).as("b_%d", i - 1).isEqualTo(CantorPoints.point(1 << i - 1));
            assertThat(basis & 1).as("bit 0 of b_%d", i).isZero();
        }
    }

    @Test
    void pointsAreAllElementsOfTheFieldsStartingWithZero() {
        assertThat(CantorPoints.point(0)).isZero();
        for (int bits = 8; bits <= 16; bits *= 2) {
            int size = 1 << bits;
            assertThat(IntStream.range(0, size).map(CantorPoints::point))
                    .doesNotHaveDuplicates()
                    .allMatch(point -> 0 <= point && point < size);
        }
        assertThat(IntStream.range(0, CantorPoints.COUNT).map(CantorPoints::point))
                .doesNotHaveDuplicates();
    }

    @Test
    void pointsBeyondTheLastAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CantorPoints.point(131_072))
                .withMessage("there is no point 131072, the last one is 131071");
    }

    @Test
    void theSumOfTwoPointsIsThePointOfTheXorOfTheirNumbers() {
        for (int i = 0; i < 256; i++) {
            for (int j = 0; j < 256; j++) {
                assertThat(CantorPoints.point(i) ^ CantorPoints.point(j))
                        .isEqualTo(CantorPoints.point(i ^ j));
            }
        }
    }

    @Test
    void theProductOverASubspaceIsOneAtEveryPointOfTheNext() {
        for (int m = 1; m < 256; m *= 2) {
            for (int x = m; x < 2 * m; x++) {
                assertThat(productOfDifferences(x, m)).as("m = %d, x = w_%d", m, x).isOne();
            }
        }
    }

    private static int productOfDifferences(int x, int m) {
        int product = 1;
        for (int v = 0; v < m; v++) {
            int difference = CantorPoints.point(x) ^ CantorPoints.point(v);
            product = SchoolArithmetic.multiply(product, difference);
        }
        return product;
    }
}
