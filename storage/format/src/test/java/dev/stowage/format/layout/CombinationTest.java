package dev.stowage.format.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationTest {

    private static final BlockNumber BLOCK = new BlockNumber(77);

    private static Combination combination(int suppliers, long first, int level, int offset) {
        CarrierGroup group = new CarrierGroup(new CarrierId(first), new ReliabilityLevel(level));
        return new Combination(Code.RS, group, suppliers, offset);
    }

    private static List<Long> carriers(Layout layout, BlockNumber block) {
        return IntStream.range(0, layout.carriers())
                .mapToObj(position -> layout.carrier(position, block).value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "4, 0", "7, 0", "13, 1", "18, 1", "26, 1", "64, 2"})
    void aCombinationLivesInTheSmallestGroupThatHoldsIt(int suppliers, int level) {
        assertThat(Combination.smallestLevel(suppliers).value()).isEqualTo(level);
        assertThat(combination(suppliers, 8, level, 0).carriers()).isEqualTo(suppliers);
    }

    @ParameterizedTest
    @CsvSource({"13, 0, 8", "18, 0, 8", "26, 0, 8", "64, 0, 8", "64, 1, 32"})
    void aSmallerGroupIsRefused(int suppliers, int level, int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> combination(suppliers, 8, level, 0))
                .withMessage(
                        "%d suppliers do not fit into group 8/%d of %d carriers",
                        suppliers, level, size);
    }

    @Test
    void aHigherLevelMayBeGiven() {
        assertThat(carriers(combination(2, 0, 7, 131_071), BLOCK)).containsExactly(131_071L, 0L);
    }

    @Test
    void thereAreSevenNumbersOfSuppliers() {
        List<Integer> refused =
                IntStream.rangeClosed(-1, 70)
                        .filter(number -> !List.of(2, 4, 7, 13, 18, 26, 64).contains(number))
                        .boxed()
                        .toList();
        assertThat(refused).hasSize(72 - 7);
        for (int number : refused) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> combination(number, 8, 2, 0))
                    .withMessage(
                            "number of suppliers must be one of [2, 4, 7, 13, 18, 26, 64], got "
                                    + number);
        }
    }

    @Test
    void positionsFollowTheOffset() {
        assertThat(carriers(combination(4, 8, 0, 0), BLOCK)).containsExactly(8L, 9L, 10L, 11L);
        assertThat(carriers(combination(4, 8, 0, 3), BLOCK)).containsExactly(11L, 12L, 13L, 14L);
    }

    @Test
    void positionsTurnAtTheEndOfTheGroup() {
        assertThat(carriers(combination(4, 8, 0, 6), BLOCK)).containsExactly(14L, 15L, 8L, 9L);
        assertThat(carriers(combination(7, Long.MAX_VALUE - 7, 0, 7), BLOCK))
                .containsExactly(
                        Long.MAX_VALUE,
                        Long.MAX_VALUE - 7,
                        Long.MAX_VALUE - 6,
                        Long.MAX_VALUE - 5,
                        Long.MAX_VALUE - 4,
                        Long.MAX_VALUE - 3,
                        Long.MAX_VALUE - 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18, 26, 64})
    void everyOffsetGivesDistinctCarriersOfTheGroup(int suppliers) {
        int level = Combination.smallestLevel(suppliers).value();
        int size = new ReliabilityLevel(level).carriers();
        for (int offset = 0; offset < size; offset++) {
            Combination layout = combination(suppliers, 40, level, offset);
            Set<Long> carriers = new HashSet<>(carriers(layout, BLOCK));
            assertThat(carriers).hasSize(suppliers);
            assertThat(carriers).allMatch(id -> layout.group().contains(new CarrierId(id)));
            assertThat(layout.carrier(0, BLOCK).value()).isEqualTo(40 + offset);
        }
    }

    @Test
    void aCombinationDoesNotTurnWithTheBlockNumber() {
        Combination layout = combination(4, 8, 0, 6);
        assertThat(carriers(layout, new BlockNumber(-1)))
                .isEqualTo(carriers(layout, BlockNumber.FIRST));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anOffsetBesideTheGroupIsRefused(int offset) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> combination(4, 8, 0, offset))
                .withMessage("offset must be 0 … 7, got " + offset);
    }

    @Test
    void dataAndParityFragmentsOfOneNumberLieAtOnePosition() {
        Combination layout = combination(4, 8, 0, 6);
        for (int position = 0; position < 4; position++) {
            assertThat(layout.fragment(position, 0)).isEqualTo(position);
            assertThat(layout.fragment(position, 1)).isEqualTo(4 + position);
        }
    }

    @Test
    void itCoversTheCarriersOfItsPositions() {
        for (int offset = 0; offset < 8; offset++) {
            Combination layout = combination(4, 40, 0, offset);
            Set<CarrierId> positions =
                    IntStream.range(0, 4)
                            .mapToObj(position -> layout.carrier(position, BLOCK))
                            .collect(Collectors.toSet());
            for (long carrier = 0; carrier < 100; carrier++) {
                CarrierId id = new CarrierId(carrier);
                assertThat(layout.covers(id)).isEqualTo(positions.contains(id));
            }
        }
    }

    @Test
    void positionsBesideTheCombinationHaveNoCarrier() {
        Combination layout = combination(4, 8, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.carrier(4, BLOCK))
                .withMessage("position must be 0 … 3, got 4");
        assertThatIllegalArgumentException().isThrownBy(() -> layout.carrier(-1, BLOCK));
    }
}
