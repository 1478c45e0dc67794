package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineUpTest {

    @Test
    void everyCoderRunsInEachOfItsPlaces() {
        Case raced = new Case(Operation.RECONSTRUCT, 4, BlockSize.MIB);
        Coders coders = coders(4);
        assertThat(LineUp.inEveryPlace(raced, coders))
                .filteredOn(entry -> entry.coder().equals(StowageCoder.xor(4)))
                .map(Entry::placement)
                .containsExactly(Placement.values());
        assertThat(LineUp.inEveryPlace(raced, coders))
                .allMatch(entry -> entry.operation() == Operation.RECONSTRUCT)
                .allMatch(entry -> entry.coder().placements().contains(entry.placement()))
                .doesNotHaveDuplicates()
                .hasSize(7);
    }

    @Test
    void wholeGroupsAreEncodedBesideTheirReconstruction() {
        Case raced = new Case(Operation.RECONSTRUCT, 256, BlockSize.MIB);
        assertThat(LineUp.inEveryPlace(raced, coders(256)))
                .filteredOn(entry -> entry.operation() == Operation.ENCODE)
                .map(Entry::placement)
                .containsExactly(Placement.values());
    }

    @Test
    void inParallelEveryCoderIsComparedWithItselfOnOneThread() {
        Case raced = new Case(Operation.ENCODE, 4, BlockSize.MIB);
        Coders coders = coders(4);
        assertThat(LineUp.inParallel(raced, coders, 3))
                .hasSize(2 * coders.all().size())
                .allMatch(entry -> entry.placement() == Placement.HEAP)
                .extracting(Entry::threads)
                .containsOnly(1, 3);
    }

    private static Coders coders(int k) {
        return Coders.of(k, List.of(Kernel.PORTABLE), false, Arena.global());
    }
}
