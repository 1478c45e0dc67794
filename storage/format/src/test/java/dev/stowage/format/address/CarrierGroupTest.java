package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierGroupTest {

    private static final CarrierGroup EXAMPLE = group(8, 0);

    private static CarrierGroup group(long first, int level) {
        return new CarrierGroup(new CarrierId(first), new ReliabilityLevel(level));
    }

    /// The last place where a group of a level fits below 2^63.
    private static long lastFirst(int level) {
        return Long.MAX_VALUE - (new ReliabilityLevel(level).carriers() - 1);
    }

    @Test
    void theExampleOfTheDesignIsCarriers8To15() {
        assertThat(EXAMPLE.carriers()).isEqualTo(8);
        for (int index = 0; index < 8; index++) {
            assertThat(EXAMPLE.carrier(index).value()).isEqualTo(8 + index);
        }
        assertThat(EXAMPLE.contains(new CarrierId(7))).isFalse();
        assertThat(EXAMPLE.contains(new CarrierId(8))).isTrue();
        assertThat(EXAMPLE.contains(new CarrierId(15))).isTrue();
        assertThat(EXAMPLE.contains(new CarrierId(16))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 7, 9, 12, Long.MAX_VALUE})
    void aGroupStartsAtAMultipleOf8(long first) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group(first, 0))
                .withMessage("a carrier group starts at a multiple of 8, got " + first);
    }

    @Test
    void groupsMayOverlap() {
        assertThat(group(8, 1).contains(new CarrierId(32))).isTrue();
        assertThat(group(32, 1).contains(new CarrierId(32))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void theLastGroupOfALevelEndsWithTheLastCarrier(int level) {
        CarrierGroup last = group(lastFirst(level), level);
        CarrierId lastCarrier = last.carrier(last.carriers() - 1);
        assertThat(lastCarrier.value()).isEqualTo(Long.MAX_VALUE);
        assertThat(last.contains(lastCarrier)).isTrue();
        assertThat(last.contains(new CarrierId(lastFirst(level) - 1))).isFalse();
        assertThat(last.carrier(last.carriers())).isEqualTo(last.first());
        assertThat(CarrierGroup.ofBits(last.bits())).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aGroupThatRunsPastTheLastCarrierIsRefused(int level) {
        long first = lastFirst(level) + 8;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group(first, level))
                .withMessage(
                        "the group of %d carriers from %d runs past 2^63-1"
                                .formatted(new ReliabilityLevel(level).carriers(), first));
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierGroup.ofBits(first | level));
    }

    @Test
    void bitsAreTheFirstCarrierWithTheLevelInTheLowThree() {
        assertThat(EXAMPLE.bits()).isEqualTo(8);
        assertThat(group(8, 7).bits()).isEqualTo(15);
        assertThat(CarrierGroup.ofBits(0)).isEqualTo(group(0, 0));
        assertThat(CarrierGroup.ofBits(13)).isEqualTo(group(8, 5));
    }

    @Test
    void bitsWithTheTopOneSetAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierGroup.ofBits(Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierGroup.ofBits(-1));
    }

    @Test
    void indexesTurnRoundTheGroup() {
        assertThat(EXAMPLE.carrier(8).value()).isEqualTo(8);
        assertThat(EXAMPLE.carrier(8 + 7).value()).isEqualTo(15);
        assertThat(EXAMPLE.carrier(-1).value()).isEqualTo(15);
    }

    @Test
    void textIsFirstCarrierAndLevel() {
        assertThat(EXAMPLE).hasToString("8/0");
        assertThat(CarrierGroup.valueOf("8/0")).isEqualTo(EXAMPLE);
        assertThat(CarrierGroup.valueOf("9223372036854775800/0"))
                .isEqualTo(group(Long.MAX_VALUE - 7, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8", "/", "8/", "/0", "8/8", "8/0/0", "08/0", "8/00", "7/0", "8 /0"})
    void otherTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierGroup.valueOf(text));
    }

    @Test
    void longTextIsRefusedWithoutRepeatingAllOfIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CarrierGroup.valueOf("8".repeat(100_000)))
                .withMessageEndingWith("got \"" + "8".repeat(40) + "…\"");
    }
}
