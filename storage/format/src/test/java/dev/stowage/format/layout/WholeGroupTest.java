package dev.stowage.format.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeGroupTest {

    private static WholeGroup wholeGroup(long first, int level) {
        return new WholeGroup(
                Code.RS, new CarrierGroup(new CarrierId(first), new ReliabilityLevel(level)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theGroupTurnsByOneCarrierWithEveryBlock(int level) {
        WholeGroup layout = wholeGroup(24, level);
        int size = layout.carriers();
        for (int number = 0; number < 3 * size; number++) {
            for (int position = 0; position < size; position++) {
                assertThat(layout.carrier(position, new BlockNumber(number)).value())
                        .as("position %d of block %d", position, number)
                        .isEqualTo(24 + (position + number) % size);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aTurnMakesEveryCarrierHoldEveryFragmentOnce(int level) {
        WholeGroup layout = wholeGroup(24, level);
        int size = layout.carriers();
        boolean[][] held = new boolean[size][size];
        for (int number = 0; number < size; number++) {
            for (int position = 0; position < size; position++) {
                long carrier = layout.carrier(position, new BlockNumber(number)).value() - 24;
                held[(int) carrier][layout.fragment(position, 0)] = true;
            }
        }
        for (boolean[] fragments : held) {
            assertThat(fragments).doesNotContain(false);
        }
    }

    /// 2^64-1 is 7 modulo 8 and 131,071 modulo 131,072; as a signed number it would be -1.
    @Test
    void blockNumbersTurnAsUnsigned() {
        BlockNumber last = new BlockNumber(-1);
        assertThat(wholeGroup(8, 0).carrier(0, last).value()).isEqualTo(15);
        assertThat(wholeGroup(8, 0).carrier(1, last).value()).isEqualTo(8);
        assertThat(wholeGroup(0, 7).carrier(0, last).value()).isEqualTo(131_071);
    }

    @Test
    void theLastGroupTurnsWithoutRunningOver() {
        WholeGroup layout = wholeGroup(Long.MAX_VALUE - 131_071, 7);
        assertThat(layout.carrier(131_071, new BlockNumber(0)).value()).isEqualTo(Long.MAX_VALUE);
        assertThat(layout.carrier(131_071, new BlockNumber(1))).isEqualTo(layout.group().first());
    }

    @Test
    void aWholeGroupIsNotCodedWithXor() {
        CarrierGroup group = new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WholeGroup(Code.XOR, group))
                .withMessage(
                        "a whole group is coded with rs, the maps of xor are for combinations");
    }
}
