package dev.stowage.placement.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.placement.registry.Uptime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeritsTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final double SECONDS = WEEK.toSeconds();

    @Test
    void roomOfANewSupplierWeighsATenthAndGrowsToTheWholeWhileItIsAlive() {
        Merits merits = new Merits(WEEK);
        assertThat(merits.of(new Uptime(0, 0, 0))).isEqualTo(0.1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS / 2))).isCloseTo(0.55, within(1e-9));
        assertThat(merits.of(new Uptime(0, 0, SECONDS - 1))).isLessThan(1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS))).isEqualTo(1);
        assertThat(merits.of(new Uptime(0, 0, SECONDS + 1))).isEqualTo(1);
    }

    @Test
    void roomWeighsAsMuchAsItsSupplierWasAlive() {
        Merits merits = new Merits(WEEK);
        assertThat(merits.of(new Uptime(25, 100, 2 * SECONDS))).isEqualTo(0.25);
        assertThat(merits.of(new Uptime(0, 100, 2 * SECONDS))).isZero();
    }

    @Test
    void aHouseInWhichAllAreNewComparesAsEver() {
        Merits merits = new Merits(WEEK);
        double each = merits.of(new Uptime(60, 60, 60));
        assertThat(each).isPositive();
        assertThat(5 * each).isGreaterThan(4 * each);
        assertThat(new Merits(Duration.ZERO).of(new Uptime(0, 0, 0))).isEqualTo(1);
    }
}
