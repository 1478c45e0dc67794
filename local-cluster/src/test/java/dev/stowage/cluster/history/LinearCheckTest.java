package dev.stowage.cluster.history;

import static dev.stowage.cluster.history.Operation.ABSENT;
import static dev.stowage.cluster.history.Verdict.LINEARIZABLE;
import static dev.stowage.cluster.history.Verdict.UNDECIDED;
import static dev.stowage.cluster.history.Verdict.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.history.SampleHistory.Fault;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearCheckTest {

    private static final LinearCheck CHECK = new LinearCheck(LinearCheck.USUAL_STEPS);

    static Operation put(long start, long end, long content) {
        return new Operation(start, end, Guard.ALWAYS, content, "put " + content);
    }

    /// If-Match.
    private static Operation replace(long start, long end, long expected, long content) {
        return new Operation(start, end, Guard.is(expected), content, "replace " + expected);
    }

    static Operation delete(long start, long end) {
        return new Operation(start, end, Guard.isNot(ABSENT), ABSENT, "delete");
    }

    static Operation read(long start, long end, long found) {
        return new Operation(start, end, Guard.is(found), Operation.SAME, "read " + found);
    }

    private static Operation lostPut(long start, long content) {
        return put(start, Operation.NEVER, content);
    }

    private static Operation lostDelete(long start) {
        return delete(start, Operation.NEVER);
    }

    private static Verdict of(Operation... history) {
        return CHECK.check(List.of(history));
    }

    @Test
    void nothingAtAllIsLinearizable() {
        assertThat(of()).isEqualTo(LINEARIZABLE);
        assertThat(of(lostPut(1, 1), lostDelete(2))).isEqualTo(LINEARIZABLE);
    }

    @Test
    void oneAfterTheOther() {
        assertThat(
                        of(
                                read(0, 1, ABSENT),
                                put(2, 3, 1),
                                read(4, 5, 1),
                                replace(6, 7, 1, 2),
                                read(8, 9, 2),
                                delete(10, 11),
                                read(12, 13, ABSENT)))
                .isEqualTo(LINEARIZABLE);
    }

    @Test
    void whoReadsDuringAWriteSeesTheOldOrTheNew() {
        assertThat(of(put(0, 1, 1), put(2, 9, 2), read(3, 4, 1), read(5, 6, 2)))
                .isEqualTo(LINEARIZABLE);
        assertThat(of(put(0, 1, 1), put(2, 9, 2), read(3, 4, 2), read(5, 6, 1)))
                .isEqualTo(VIOLATED);
        assertThat(of(put(0, 1, 1), put(2, 9, 2), read(3, 6, 2), read(4, 7, 1)))
                .isEqualTo(LINEARIZABLE);
    }

    @Test
    void aStaleReadIsFound() {
        assertThat(of(put(0, 1, 1), put(2, 3, 2), read(4, 5, 1))).isEqualTo(VIOLATED);
        assertThat(of(put(0, 1, 1), read(2, 3, ABSENT))).isEqualTo(VIOLATED);
    }

    @Test
    void aReadOfWhatIsWrittenLaterIsFound() {
        assertThat(of(read(0, 1, 1), put(2, 3, 1))).isEqualTo(VIOLATED);
        assertThat(of(read(0, 1, 1), lostPut(2, 1))).isEqualTo(VIOLATED);
    }

    @Test
    void aLostUpdateIsFound() {
        assertThat(of(put(0, 1, 1), replace(2, 5, 1, 2), replace(3, 6, 1, 3))).isEqualTo(VIOLATED);
    }

    @Test
    void aDeletedFileThatComesBackIsFound() {
        assertThat(of(put(0, 1, 1), delete(2, 3), read(4, 5, 1))).isEqualTo(VIOLATED);
        assertThat(of(put(0, 1, 1), delete(2, 3), delete(4, 5))).isEqualTo(VIOLATED);
    }

    @Test
    void anAcknowledgedWriteThatIsMissingAtTheEndIsFound() {
        assertThat(of(put(0, 1, 1), put(2, 3, 2), read(8, 9, ABSENT))).isEqualTo(VIOLATED);
        assertThat(of(put(0, 1, 1), lostPut(2, 3), read(8, 9, ABSENT))).isEqualTo(VIOLATED);
    }

    @Test
    void whatWasNotAnsweredHappensLateOrNeverButOnce() {
        assertThat(of(lostPut(0, 1), read(2, 3, ABSENT), put(4, 5, 2), read(6, 7, 1)))
                .isEqualTo(LINEARIZABLE);
        assertThat(of(put(0, 1, 1), lostDelete(2), read(3, 4, 1), read(5, 6, ABSENT)))
                .isEqualTo(LINEARIZABLE);
        assertThat(of(lostPut(0, 1), read(2, 3, 1), put(4, 5, 2), read(6, 7, 2), read(8, 9, 1)))
                .isEqualTo(VIOLATED);
        assertThat(
                        of(
                                put(0, 1, 1),
                                lostDelete(2),
                                read(3, 4, ABSENT),
                                put(5, 6, 2),
                                read(7, 8, ABSENT)))
                .isEqualTo(VIOLATED);
    }

    @Test
    void aConditionalWriteWithoutAnswerHappensOnlyIfItsConditionHolds() {
        Operation lost = replace(2, Operation.NEVER, 1, 2);
        assertThat(of(put(0, 1, 1), lost, read(3, 4, 2))).isEqualTo(LINEARIZABLE);
        assertThat(of(put(0, 1, 7), lost, read(3, 4, 2))).isEqualTo(VIOLATED);
    }

    @Test
    void whenTheBoundIsHitThatIsSaid() {
        List<Operation> history = new SampleHistory(new SplittableRandom(1), 4, 200, 20).make();

        assertThat(new LinearCheck(100).check(history)).isEqualTo(UNDECIDED);
        assertThat(CHECK.check(history)).isEqualTo(LINEARIZABLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatAFileReallyDidIsLinearizable(long seed) {
        List<Operation> history = new SampleHistory(new SplittableRandom(seed), 16, 600, 40).make();

        assertThat(CHECK.check(history)).isEqualTo(LINEARIZABLE);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultInALongHistoryIsFound(Fault fault) {
        SplittableRandom random = new SplittableRandom(fault.ordinal());
        List<Operation> history = new SampleHistory(random, 16, 600, 40).makeWith(fault);

        assertThat(CHECK.check(history)).isEqualTo(VIOLATED);
    }

    @Test
    void tenThousandOperationsOfOneFileAndManyWithoutAnswerAreWithinTheBound() {
        SplittableRandom random = new SplittableRandom(9);

        assertThat(CHECK.check(new SampleHistory(random, 16, 10_000, 300).make()))
                .isEqualTo(LINEARIZABLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void saysWhatTryingEveryOrderSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int violated = 0;
        for (int round = 0; round < 1000; round++) {
            List<Operation> history = EveryOrder.smallHistory(random);
            Verdict expected = EveryOrder.isLinearizable(history) ? LINEARIZABLE : VIOLATED;
            assertThat(CHECK.check(history)).as("%s", history).isEqualTo(expected);
            violated += expected == VIOLATED ? 1 : 0;
        }
        assertThat(violated).isBetween(100, 900);
    }
}
