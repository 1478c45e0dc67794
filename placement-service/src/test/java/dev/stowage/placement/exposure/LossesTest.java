package dev.stowage.placement.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.exposure.Losses.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static final Layout FOUR = four(0);

    private static Layout four(int offset) {
        return new Combination(
                Code.RS, new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO), 4, offset);
    }

    /// Lost ones are written in capitals.
    private static Losses of(Layout layout, String holders) {
        List<Place> places = new ArrayList<>();
        for (String holder : holders.split("")) {
            String name = holder.toLowerCase(Locale.ROOT);
            places.add(new Place("-".equals(name) ? null : name, !name.equals(holder)));
        }
        return Losses.of(layout, places);
    }

    @Test
    void onDistinctHoldersNobodyIsFatalUntilTooManyAreLost() {
        assertThat(of(FOUR, "abcd").holders()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(of(FOUR, "abcd").fatal()).isEmpty();
        assertThat(of(FOUR, "abcd").critical()).isEmpty();
        assertThat(of(FOUR, "abcD").fatal()).isEmpty();
        assertThat(of(FOUR, "abcD").critical()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(of(FOUR, "abCD").fatal()).containsExactlyInAnyOrder("a", "b");
        assertThat(of(FOUR, "abCD").critical()).containsExactlyInAnyOrder("c", "d");
        assertThat(of(FOUR, "aBCD").fatal()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void whoHoldsSeveralTakesThemAllAlong() {
        assertThat(of(FOUR, "aabb").fatal()).isEmpty();
        assertThat(of(FOUR, "aabb").critical()).containsExactlyInAnyOrder("a", "b");
        assertThat(of(FOUR, "aaab").fatal()).containsExactly("a");
        assertThat(of(FOUR, "aaab").critical()).isEmpty();
        assertThat(of(FOUR, "aaBc").fatal()).containsExactly("a");
    }

    @Test
    void aCarrierThatNobodyServesIsLost() {
        assertThat(of(FOUR, "abc").critical()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void whoHasNoNameIsNotCountedButHisCarriersAre() {
        assertThat(of(FOUR, "aa--").holders()).containsExactly("a");
        assertThat(of(FOUR, "aa--").critical()).containsExactly("a");
        assertThat(of(FOUR, "aaa-").fatal()).containsExactly("a");
    }

    @Test
    void anAccountReadsEverythingOnlyIfItReadsEveryLayout() {
        Losses both = of(FOUR, "aabc").and(of(four(4), "aaad"));
        assertThat(both.holders()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(both.fatal()).containsExactly("a");
        assertThat(both.critical()).isEmpty();
    }
}
