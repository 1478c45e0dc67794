package dev.stowage.customer.storehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.key.UnlockCost;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a heap bears.
class BoundsTest {

    private static final long MIB = 1 << 20;
    private static final Duration WEEK = Duration.ofDays(7);

    private static Bounds of(long heap, UnlockCost cost, Duration sessionLife) {
        return Bounds.of(heap, 2, 0, cost, sessionLife, WEEK, WEEK);
    }

    @ParameterizedTest
    @CsvSource({"256, 1, 128", "511, 1, 255", "512, 2, 128", "1024, 2, 256", "8192, 2, 512"})
    void passwordsTakeHalfOfTheHeapAtMost(long heap, int atOnce, int most) {
        Bounds bounds = of(heap * MIB, UnlockCost.DEFAULT, WEEK);

        assertThat(bounds.passwordsAtOnce()).isEqualTo(atOnce);
        assertThat(bounds.mostPasswordCost().memoryKib() >> 10).isEqualTo(most);
    }

    @Test
    void aWishForMoreThanTheHeapBearsIsRefused() {
        UnlockCost wish = new UnlockCost(257 << 10, 3, 1);

        assertThat(of(2048 * MIB, wish, WEEK).passwordCost()).isEqualTo(wish);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1024 * MIB, wish, WEEK))
                .withMessageStartingWith(
                        "a password would take 257 MiB, 3 passes, 1 lanes, the heap bears 256 MiB");
    }

    @ParameterizedTest
    @CsvSource({"PT-1S, false", "PT0S, true", "P366D, true", "PT8784H0M1S, false"})
    void aGraceOfAccountsThatAreDeletedIsAYearAtMost(Duration grace, boolean allowed) {
        if (allowed) {
            assertThat(closingAfter(grace).closingGrace()).isEqualTo(grace);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> closingAfter(grace))
                    .withMessageStartingWith("accounts that are closed are gone after");
        }
    }

    private static Bounds closingAfter(Duration grace) {
        return Bounds.of(1024 * MIB, 2, 0, UnlockCost.DEFAULT, WEEK, WEEK, grace);
    }

    @ParameterizedTest
    @CsvSource({"PT59S, false", "PT1M, true", "P30D, true", "PT720H0M1S, false"})
    void aSessionLivesAMinuteToAMonth(Duration life, boolean allowed) {
        if (allowed) {
            assertThat(of(1024 * MIB, UnlockCost.DEFAULT, life).sessionLife()).isEqualTo(life);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(1024 * MIB, UnlockCost.DEFAULT, life))
                    .withMessageStartingWith("a session lives PT1M … PT720H, got");
        }
    }
}
