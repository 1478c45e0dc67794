package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18, 26, 64})
    void halfOfTheSuppliersAreLostWithBothOfTheirFragments(int k) {
        Work work = Work.afterLossOfSuppliers(k, k / 2, k);
        assertThat(work.targets().cardinality()).isEqualTo(k / 2);
        assertThat(work.targets().length()).isLessThanOrEqualTo(k);
        assertThat(work.sources(k).cardinality()).isEqualTo(k);
        assertThat(work.targets().stream())
                .noneMatch(i -> work.available().get(i) || work.available().get(k + i));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 18, 26, 64})
    void thoseThatXorLosesAreAmongThoseThatReedSolomonLoses(int k) {
        BitSet lost = new Case(Operation.RECONSTRUCT, k, 1).works(Family.XOR).getFirst().targets();
        BitSet more = new Case(Operation.RECONSTRUCT, k, 1).works(Family.RS).getFirst().targets();
        assertThat(lost.cardinality()).isEqualTo(Family.XOR.tolerance(k));
        lost.andNot(more);
        assertThat(lost.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 256, 1024})
    void halfOfTheFragmentsAreLost(int k) {
        Work work = Work.afterLossOfFragments(k, k);
        BitSet data = (BitSet) work.available().clone();
        data.clear(k, 2 * k);
        assertThat(work.sources(k).cardinality()).isEqualTo(k);
        assertThat(work.targets().cardinality()).isEqualTo(k - data.cardinality());
        assertThat(work.targets().intersects(work.available())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void aSupplierIsMadeAgainFromTheOthers(int position) {
        Work work = Work.afterLossOfSupplier(7, position);
        assertThat(work.targets().stream()).containsExactly(position, 7 + position);
        assertThat(work.available().cardinality()).isEqualTo(12);
        assertThat(work.available().intersects(work.targets())).isFalse();
    }
}
