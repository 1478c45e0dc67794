package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.verification.benchmarks.erasure.Target.Measure;
import dev.stowage.verification.benchmarks.race.Speeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final Case MIB_OF_FOUR = new Case(Operation.ENCODE, 4, BlockSize.MIB);

    @Test
    void theDefaultIsHeldToIsalAndThePortableToTheTable() {
        assertThat(Target.of(MIB_OF_FOUR, coder(true, false)))
                .containsExactly(new Target(1.5, Measure.ISAL));
        assertThat(Target.of(MIB_OF_FOUR, coder(false, true)))
                .containsExactly(new Target(10, Measure.TABLE));
        assertThat(Target.of(MIB_OF_FOUR, coder(false, false))).isEmpty();
    }

    @Test
    void targetsAreForReedSolomonOnly() {
        assertThat(Target.of(MIB_OF_FOUR, StowageCoder.xor(4))).isEmpty();
    }

    @Test
    void combinationsHaveTargetsForOneSizeOfBlock() {
        Case large = new Case(Operation.ENCODE, 4, 4 * BlockSize.MIB);
        assertThat(Target.of(large, coder(true, true))).isEmpty();
    }

    @Test
    void wholeGroupsHaveAbsoluteOnesAndReconstructAtAPartOfTheSpeed() {
        Case encode = new Case(Operation.ENCODE, 65_536, 64 * BlockSize.MIB);
        assertThat(Target.of(encode, coder(true, true)))
                .containsExactly(new Target(1.2, Measure.SPEED));
        assertThat(Target.of(encode.with(Operation.RECONSTRUCT), coder(true, true)))
                .containsExactly(new Target(0.4, Measure.ENCODING));
    }

    @Test
    void theBetterPlaceOfEachIsCompared() {
        StowageCoder ours = coder(true, false);
        TableCoder reference = new TableCoder(new Generator(4));
        Coders coders = new Coders(List.of(ours), Optional.empty(), Optional.of(reference));
        Map<Entry, Speeds> speeds = new LinkedHashMap<>();
        speeds.put(entry(ours, Placement.UNPADDED), new Speeds(List.of(3.0, 3.0)));
        speeds.put(entry(ours, Placement.PADDED), new Speeds(List.of(6.0, 8.0)));
        speeds.put(entry(reference, Placement.HEAP), new Speeds(List.of(2.0, 2.0)));
        Outcome outcome = new Outcome(MIB_OF_FOUR, coders, speeds);
        assertThat(new Target(3, Measure.TABLE).reached(outcome, ours).getAsDouble())
                .isCloseTo(3.5, within(1e-9));
        assertThat(new Target(3, Measure.ISAL).reached(outcome, ours)).isEmpty();
        assertThat(new Target(3, Measure.SPEED).reached(outcome, ours)).hasValue(7);
        assertThat(Verdict.on(outcome, ours))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.isMet()).isFalse())
                .satisfies(verdict -> assertThat(verdict.isMissed()).isFalse());
    }

    private static Entry entry(Coder coder, Placement placement) {
        return new Entry(coder, Operation.ENCODE, placement, 1);
    }

    private static StowageCoder coder(boolean isDefault, boolean isPortable) {
        return new StowageCoder(
                "ours", Family.RS, ErasureCode.reedSolomon(4), isDefault, isPortable);
    }
}
