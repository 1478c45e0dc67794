package dev.stowage.cluster.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.files.DirectoryTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The short form of `stowage check membership`, and a proof that it notices what is wrong.
@Execution(ExecutionMode.SAME_THREAD)
class MembershipWalkTest {

    private static final int SEEDS = 4;
    private static final Duration ENOUGH = Duration.ofSeconds(12);

    private final StringWriter out = new StringWriter();
    private Path work;

    @BeforeEach
    void makeRoom() throws Exception {
        work = Exploration.directory();
    }

    @AfterEach
    void clearUp() throws Exception {
        DirectoryTree.delete(work);
    }

    @Test
    void whateverHappensNothingIsLostOrWrongAndEverythingIsWholeInTheEnd() throws Exception {
        Exploration exploration = new Exploration(work, Disguise.NONE, new PrintWriter(out));

        assertThat(exploration.explore(1, SEEDS, Exploration.USUAL_STEPS, ENOUGH))
                .as(out.toString())
                .isEmpty();
    }

    @Test
    void aSuccessorThatSaysItHoldsWhatItDoesNotIsNoticed() throws Exception {
        assertThat(firstBroken(Mutants.boastingSuccessors(), 1)).isPresent();
    }

    @Test
    void aReleaseBeforeAllIsHeldIsNoticed() throws Exception {
        assertThat(firstBroken(Mutants.earlyReleases(), 1))
                .hasValueSatisfying(broken -> assertThat(broken).contains("does not hold"));
    }

    @Test
    void aGenerationThatDoesNotGrowIsNoticed() throws Exception {
        assertThat(firstBroken(Mutants.generationsThatDoNotGrow(), 1))
                .hasValueSatisfying(broken -> assertThat(broken).contains("generation"));
    }

    @Test
    void twoReplacementsAtOnceAreNoticed() throws Exception {
        assertThat(firstBroken(Mutants.hastyPlacement(), 2)).isPresent();
    }

    /// @param likely a seed that is known to break a promise so, or to have done it once
    private Optional<String> firstBroken(Disguise disguise, long likely)
            throws InterruptedException {
        Exploration exploration = new Exploration(work, disguise, new PrintWriter(out));
        for (long seed = likely; seed < likely + SEEDS; seed++) {
            Optional<String> broken = exploration.walk(Script.of(seed, Exploration.USUAL_STEPS));
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }
}
