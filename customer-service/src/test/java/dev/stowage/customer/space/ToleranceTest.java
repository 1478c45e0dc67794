package dev.stowage.customer.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToleranceTest {

    private static final CarrierGroup GROUP =
            new CarrierGroup(new CarrierId(8), ReliabilityLevel.ZERO);
    private static final Layout SEVEN = new Combination(Code.RS, GROUP, 7, 0);
    private static final Layout WHOLE = new WholeGroup(Code.RS, GROUP);

    @Test
    void isThatOfTheLayoutWhenEverySupplierServesOneCarrier() {
        assertThat(Tolerance.mayVanish(SEVEN, Collections.nCopies(7, 1))).isEqualTo(3);
        assertThat(Tolerance.mayVanish(WHOLE, Collections.nCopies(8, 1))).isEqualTo(4);
    }

    @Test
    void isLessWhenSomeServeSeveral() {
        assertThat(Tolerance.mayVanish(SEVEN, List.of(2, 2, 1, 1, 1))).isEqualTo(1);
        assertThat(Tolerance.mayVanish(WHOLE, List.of(4, 4))).isEqualTo(1);
        assertThat(Tolerance.mayVanish(WHOLE, List.of(5, 3))).isZero();
    }

    @Test
    void isNothingWhenTooMuchIsGoneAlready() {
        assertThat(Tolerance.mayVanish(SEVEN, Collections.nCopies(4, 1))).isZero();
        assertThat(Tolerance.mayVanish(SEVEN, List.of())).isZero();
    }
}
