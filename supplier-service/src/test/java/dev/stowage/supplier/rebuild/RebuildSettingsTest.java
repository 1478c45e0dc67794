package dev.stowage.supplier.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebuildSettingsTest {

    private static RebuildSettings settings(int parallel, long rate, int share, Duration grace) {
        return new RebuildSettings(true, parallel, rate, share, grace);
    }

    @Test
    void boundsThemselvesAreAccepted() {
        assertThat(settings(1, 0, 1, Duration.ofMillis(1)).parallel()).isEqualTo(1);
        assertThat(settings(16, 64 << 10, 100, Duration.ofDays(30)).bytesPerSecond())
                .isEqualTo(64 << 10);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 25, PT10M, parallel",
        "17, 0, 25, PT10M, parallel",
        "4, 65535, 25, PT10M, bytes-per-second",
        "4, -1, 25, PT10M, bytes-per-second",
        "4, 0, 0, PT10M, share-beside-customers",
        "4, 0, 101, PT10M, share-beside-customers",
        "4, 0, 25, PT0S, missing-grace",
        "4, 0, 25, P30DT1S, missing-grace"
    })
    void whatIsBeyondThemIsRefusedByName(
            int parallel, long rate, int share, Duration grace, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(parallel, rate, share, grace))
                .withMessageContaining("stowage.supplier.rebuild." + name);
    }
}
