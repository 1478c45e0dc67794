package dev.stowage.cluster.history;

import static dev.stowage.cluster.history.Operation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.history.SampleHistory.Fault;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CounterexampleTest {

    private static final LinearCheck CHECK = new LinearCheck(LinearCheck.USUAL_STEPS);

    @Test
    void whatCameLongBeforeOrAfterIsLeftOut() {
        List<Operation> history =
                List.of(
                        LinearCheckTest.put(0, 1, 1),
                        LinearCheckTest.read(2, 3, 1),
                        LinearCheckTest.put(4, 5, 2),
                        LinearCheckTest.read(6, 7, 2),
                        LinearCheckTest.read(8, 9, 1),
                        LinearCheckTest.put(10, 11, 3));

        Counterexample found = Counterexample.of(history, CHECK);

        assertThat(found.operations())
                .extracting(Operation::told)
                .containsExactly("read 2", "read 1");
        assertThat(found.anyBeginning()).isTrue();
    }

    @Test
    void whatIsWrongOnlyBecauseNothingWasThereSaysSo() {
        Operation replaced = new Operation(0, 1, Guard.isNot(ABSENT), 1, "replaced what was there");

        Counterexample found =
                Counterexample.of(List.of(replaced, LinearCheckTest.read(2, 3, 1)), CHECK);

        assertThat(found.operations()).containsExactly(replaced);
        assertThat(found.anyBeginning()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultInALongHistoryIsShownInAFewOperations(Fault fault) {
        SplittableRandom random = new SplittableRandom(fault.ordinal());
        List<Operation> history = new SampleHistory(random, 4, 300, 10).makeWith(fault);

        Counterexample found = Counterexample.of(history, CHECK);

        assertThat(found.operations()).hasSizeBetween(1, 25);
        assertThat(CHECK.check(history)).isEqualTo(Verdict.VIOLATED);
    }
}
