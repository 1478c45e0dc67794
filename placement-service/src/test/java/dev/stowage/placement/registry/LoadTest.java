package dev.stowage.placement.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.protocol.placement.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Duration BEAT = Duration.ofSeconds(2);

    private Instant now = Instant.EPOCH;
    private Load load = Load.NONE;

    private void say(int times, long inFlight, @Nullable Long most) {
        for (int i = 0; i < times; i++) {
            now = now.plus(BEAT);
            load =
                    load.after(
                            new Heartbeat(
                                    "http://h", List.of(), inFlight, null, null, 0, 0, most, null),
                            now);
        }
    }

    @Test
    void aBurstMakesNobodyHotAndAMinuteOrTwoDo() {
        say(10, 100, 100L);
        assertThat(load.isHot()).isFalse();
        say(60, 100, 100L);
        assertThat(load.isHot()).isTrue();
        assertThat(load.bytesInFlight()).isEqualTo(100);
    }

    @Test
    void whoIsHotStaysSoUntilItHasCooledWellBelow() {
        say(300, 75, 100L);
        assertThat(load.share()).isCloseTo(0.75, within(0.001));
        assertThat(load.isHot()).as("just below").isFalse();
        say(300, 76, 100L);
        assertThat(load.isHot()).isTrue();
        say(300, 41, 100L);
        assertThat(load.isHot()).isTrue();
        say(300, 39, 100L);
        assertThat(load.isHot()).isFalse();
        say(300, 74, 100L);
        assertThat(load.isHot()).isFalse();
    }

    @Test
    void whoDoesNotSayWhatItBearsIsNeverHot() {
        say(300, Long.MAX_VALUE, null);
        assertThat(load.isHot()).isFalse();
    }

    @Test
    void aClockThatIsSetBackAndFiguresThatCannotBeAreBorne() {
        say(300, 100, 100L);
        now = now.minusSeconds(86_400);
        say(1, -5, 100L);
        assertThat(load.isHot()).isTrue();
        say(300, Long.MAX_VALUE, 1L);
        assertThat(load.share()).isBetween(0.0, 1.0);
    }
}
