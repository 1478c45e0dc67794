package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.CarrierId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who holds what belongs on an account's carriers.
class OverridesTest {

    private static final CarrierId FIRST = SampleHeads.WIDE.group().first();
    private static final CarrierId OTHER = new CarrierId(100_000);

    private final AccountHead plain = SampleHeads.head(0, 0, 0, 0);

    private static CarrierId carrier(long index) {
        return SampleHeads.WIDE.group().carrier(index);
    }

    @Test
    void aCarrierHoldsWhatBelongsOnItUnlessItIsOverridden() {
        Overrides overrides = plain.replacing(carrier(3), OTHER).holders();
        assertThat(overrides.holderOf(carrier(3))).isEqualTo(OTHER);
        assertThat(overrides.holderOf(carrier(4))).isEqualTo(carrier(4));
        assertThat(overrides.isNone()).isFalse();
        assertThat(plain.holders()).isEqualTo(Overrides.NONE);
    }

    @Test
    void anOverrideIsTheIndexOfTheCarrierInItsGroup() {
        AccountHead head = plain.replacing(carrier(8_191), OTHER);
        assertThat(head.overrides()).containsExactly(Map.entry(8_191, OTHER));
        assertThat(head.version()).isEqualTo(plain.version());
        assertThat(AccountHead.ofBytes(head.toBytes())).isEqualTo(head);
    }

    @Test
    void oneStepIsMadeAndNotTwo() {
        Overrides overrides =
                plain.replacing(carrier(1), carrier(2)).replacing(carrier(2), OTHER).holders();
        assertThat(overrides.holderOf(carrier(1))).isEqualTo(carrier(2));
    }

    @Test
    void whoeverIsReplacedByHimselfIsOverriddenNoMore() {
        AccountHead head = plain.replacing(FIRST, OTHER);
        assertThat(head.replacing(FIRST, FIRST)).isEqualTo(plain);
        assertThat(head.next(head.accountFile(), head.openRanges()).holders())
                .as("goes with every head that follows")
                .isEqualTo(head.holders());
    }

    @Test
    void somethingBelongsOnHoldersAndOnCoveredCarriersThatAreNotOverridden() {
        AccountHead head = plain.replacing(carrier(3), OTHER);
        assertThat(plain.isHeldBy(carrier(3))).isTrue();
        assertThat(plain.isHeldBy(OTHER)).isFalse();
        assertThat(head.isHeldBy(carrier(3))).isFalse();
        assertThat(head.isHeldBy(carrier(4))).isTrue();
        assertThat(head.isHeldBy(OTHER)).isTrue();
    }

    @Test
    void twoCarriersAreNotHeldByTheSameOne() {
        AccountHead head = plain.replacing(carrier(1), OTHER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> head.replacing(carrier(2), OTHER))
                .withMessage("2 carriers are held by 1 others: each needs one of its own");
    }

    @Test
    void aCarrierIsNotItsOwnOverride() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Overrides(Map.of(FIRST, FIRST)))
                .withMessage("carrier 24 is held by another one or not overridden");
    }

    @Test
    void aCarrierOfAnotherGroupIsNotOverridden() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.replacing(new CarrierId(23), OTHER))
                .withMessage("carriers of group 24/5 can be overridden, got 23");
    }
}
