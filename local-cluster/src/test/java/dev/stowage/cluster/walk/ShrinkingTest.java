package dev.stowage.cluster.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.walk.Step.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

    private static final int MANY = 1000;

    private static Optional<String> wipesTwice(Script script) {
        long wipes = script.steps().stream().filter(step -> step.kind() == Kind.WIPE).count();
        return wipes < 2 ? Optional.empty() : Optional.of(wipes + " disks are gone");
    }

    @Test
    void leavesOutWhateverIsNotNeededForThePromiseToBreak() throws Exception {
        Shrinking shrinking = new Shrinking(ShrinkingTest::wipesTwice, MANY);

        List<Step> steps = shrinking.shrink(Script.of(1, 300)).steps();

        assertThat(steps).extracting(Step::kind).containsExactly(Kind.WIPE, Kind.WIPE);
        assertThat(shrinking.broken()).contains("2 disks are gone");
    }

    @Test
    void takesNoMoreWalksThanItMay() throws Exception {
        int[] walks = {0};
        Shrinking shrinking =
                new Shrinking(
                        script -> {
                            walks[0]++;
                            return wipesTwice(script);
                        },
                        10);

        assertThat(shrinking.shrink(Script.of(1, 300)).steps()).hasSizeGreaterThan(2);
        assertThat(walks[0]).isEqualTo(10);
    }

    @Test
    void theSameSeedIsTheSameScript() {
        assertThat(Script.of(7, 50)).isEqualTo(Script.of(7, 50)).isNotEqualTo(Script.of(8, 50));
    }
}
