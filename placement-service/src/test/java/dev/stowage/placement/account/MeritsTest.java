package dev.stowage.placement.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.placement.registry.Uptime;
import dev.stowage.placement.score.Score;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeritsTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Uptime ALWAYS = new Uptime(1, 1, 1);
    private static final double SECONDS = WEEK.toSeconds();

    @Test
    void roomOfANewSupplierWeighsATenthAndGrowsToTheWholeWhileItIsAlive() {
        Merits merits = new Merits(WEEK);
        assertThat(merits.of(new Uptime(0, 0, 0), Score.NONE)).isEqualTo(0.1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS / 2), Score.NONE))
                .isCloseTo(0.55, within(1e-9));
        assertThat(merits.of(new Uptime(0, 0, SECONDS - 1), Score.NONE)).isLessThan(1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS), Score.NONE)).isEqualTo(1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS + 1), Score.NONE)).isEqualTo(1);
    }

    @Test
    void roomWeighsAsMuchAsItsSupplierWasAlive() {
        Merits merits = new Merits(WEEK);
        assertThat(merits.of(new Uptime(25, 100, 2 * SECONDS), Score.NONE)).isEqualTo(0.25);
        assertThat(merits.of(new Uptime(0, 100, 2 * SECONDS), Score.NONE)).isZero();
    }

    @Test
    void roomWeighsLessTheMoreAuditsFailAndTheLongerTheyTake() {
        Merits merits = new Merits(Duration.ZERO);
        assertThat(merits.of(ALWAYS, new Score(4, 2, 0.25, null))).isEqualTo(0.75);
        assertThat(merits.of(ALWAYS, new Score(4, 0, 0, 250L))).isEqualTo(0.8);
        assertThat(merits.of(ALWAYS, new Score(4, 0, 0, 1000L))).isEqualTo(0.5);
        assertThat(merits.of(ALWAYS, new Score(4, 0, 0, 600_000L))).isEqualTo(0.5);
    }

    @Test
    void aHouseInWhichAllAreNewComparesAsEver() {
        Merits merits = new Merits(WEEK);
        double each = merits.of(new Uptime(60, 60, 60), Score.NONE);
        assertThat(each).isPositive();
        assertThat(5 * each).isGreaterThan(4 * each);
        assertThat(new Merits(Duration.ZERO).of(new Uptime(0, 0, 0), Score.NONE)).isEqualTo(1);
    }
}
