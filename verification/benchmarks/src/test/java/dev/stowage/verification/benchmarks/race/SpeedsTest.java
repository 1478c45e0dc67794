package dev.stowage.verification.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeedsTest {

    @Test
    void theMedianDoesNotMindOneBadRound() {
        assertThat(speeds(3, 0.01, 2).median()).isEqualTo(2);
        assertThat(speeds(1, 2).median()).isEqualTo(1.5);
        assertThat(speeds(7).median()).isEqualTo(7);
    }

    @Test
    void aRatioComparesWhatRanInTheSameRound() {
        Speeds one = speeds(2, 20, 4);
        Speeds other = speeds(1, 10, 4);
        assertThat(one.ratioTo(other)).isEqualTo(2);
        assertThat(other.ratioTo(one)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void steadyIsWhatHasItsMiddleHalfTogether() {
        assertThat(speeds(1, 10, 10, 10, 99).areSteady()).isTrue();
        assertThat(speeds(1, 5, 10, 10, 11).areSteady()).isFalse();
    }

    @Test
    void aContestantThatWasColdInTheFirstHalfRose() {
        assertThat(speeds(1, 1, 9, 9).rose()).isTrue();
        assertThat(speeds(9, 9, 9, 9).rose()).isFalse();
        assertThat(speeds(9, 9, 1, 1).rose()).isFalse();
        assertThat(speeds(9).rose()).isFalse();
    }

    private static Speeds speeds(double... rounds) {
        return new Speeds(Arrays.stream(rounds).boxed().toList());
    }
}
