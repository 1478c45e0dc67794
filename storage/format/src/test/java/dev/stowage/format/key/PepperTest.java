package dev.stowage.format.key;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PepperTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNotBase64OfThirtyTwoBytesIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pepper.valueOf(text));
    }
}
