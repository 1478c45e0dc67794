package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierIdTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 8, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void everyIdOf63BitsIsOne(long value) {
        CarrierId carrier = new CarrierId(value);
        assertThat(carrier).hasToString(Long.toString(value));
        assertThat(CarrierId.valueOf(carrier.toString())).isEqualTo(carrier);
    }

    @Test
    void the64thBitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CarrierId(Long.MIN_VALUE))
                .withMessage("carrier id must be 0 … 2^63-1, got 9223372036854775808");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CarrierId.valueOf("9223372036854775808"))
                .withMessage("carrier id must be 0 … 9223372036854775807, got 9223372036854775808");
    }

    @Test
    void idsAreOrderedAsNumbers() {
        assertThat(new CarrierId(Long.MAX_VALUE)).isGreaterThan(new CarrierId(0));
    }
}
