package dev.stowage.protocol.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidencyLimitsTest {

    @Test
    void whoWishesForNothingMayLieAnywhere() {
        assertThat(Residency.of(null, null)).isEqualTo(Residency.ANYWHERE);
        assertThat(Residency.ANYWHERE.allows(null, Set.of())).isTrue();
        assertThat(Residency.ANYWHERE.allows("north", Set.of("ssd"))).isTrue();
    }

    @Test
    void oneOfTheZonesWillDoAndAllTagsMustBeThere() {
        Residency residency = Residency.of(Set.of("north", "south"), Set.of("ssd", "eu"));
        assertThat(residency.allows("north", Set.of("eu", "ssd", "old"))).isTrue();
        assertThat(residency.allows("south", Set.of("eu", "ssd"))).isTrue();
        assertThat(residency.allows("south", Set.of("eu"))).isFalse();
        assertThat(residency.allows("east", Set.of("eu", "ssd"))).isFalse();
        assertThat(residency.allows(null, Set.of("eu", "ssd"))).isFalse();
    }

    @Test
    void sixteenTagsAndZonesAreTheMost() {
        assertThat(Residency.of(names(16), names(16)).tags()).hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Residency.of(null, names(17)))
                .withMessageContaining("at most 16 tags, got 17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Residency.of(names(17), null))
                .withMessageContaining("at most 16 zones, got 17");
    }

    private static Set<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n-" + i).collect(Collectors.toSet());
    }

    @Test
    void aTagHasUpToThirtyTwoCharactersAndAZoneUpToSixtyFour() {
        Residency.of(List.of("z".repeat(64)), List.of("t".repeat(32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Residency.of(null, List.of("t".repeat(33))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Residency.of(List.of("z".repeat(65)), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "a b", "ä", "a_b", "a,b", "a\nb"})
    void aTagIsMadeOfFewCharacters(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> Residency.of(null, List.of(tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000"})
    void aZoneIsPrintable(String zone) {
        assertThatIllegalArgumentException().isThrownBy(() -> Residency.of(List.of(zone), null));
    }
}
