package dev.stowage.supplier.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubPaceTest {

    private static final Duration BUSY = Duration.ofMillis(10);

    @Test
    void aRoundIsSpreadOverItsPeriodAndEndsEarly() {
        ScrubPace pace = new ScrubPace(new ScrubSettings(Duration.ofSeconds(1000), 0, 100));

        Duration rest = pace.rest(1_000, Duration.ZERO, 1_000_000, false);

        assertThat(rest).isEqualTo(Duration.ofMillis(800));
        assertThat(pace.rest(1_000, Duration.ZERO, 1_000_000, true)).isZero();
    }

    @Test
    void itNeverReadsMoreThanTheLimit() {
        ScrubPace pace = new ScrubPace(new ScrubSettings(Duration.ofDays(14), 100_000, 100));

        assertThat(pace.rest(10_000, BUSY, 10_000, true)).isEqualTo(Duration.ofMillis(90));
    }

    @Test
    void itNeverTakesMoreThanItsShareOfAProcessor() {
        ScrubPace pace = new ScrubPace(new ScrubSettings(Duration.ofDays(14), 0, 25));

        assertThat(pace.rest(10_000, BUSY, 10_000, true)).isEqualTo(Duration.ofMillis(30));
    }

    @ParameterizedTest
    @CsvSource({"PT0.999S, 0, 25", "PT1S, -1, 25", "PT1S, 0, 0", "PT1S, 0, 101"})
    void settingsThatCannotBeAreRefused(Duration period, long limit, int share) {
        assertThatThrownBy(() -> new ScrubSettings(period, limit, share))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
