package dev.stowage.protocol.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BalanceRequestTest {

    private static BalanceRequest of(int reason, int most) {
        return new BalanceRequest("x".repeat(reason), most, null);
    }

    @Test
    void moves1To100CarriersForAReasonOf1To200Characters() {
        assertThat(of(1, 1).most()).isEqualTo(1);
        assertThat(of(200, 100).most()).isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 0))
                .withMessage("most must be 1 … 100 carriers, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 101))
                .withMessage("most must be 1 … 100 carriers, got 101");
        assertThatIllegalArgumentException().isThrownBy(() -> of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> of(201, 1));
    }

    @Test
    void doesWhatItSaysUnlessItIsADryRun() {
        assertThat(of(1, 1).isDryRun()).isFalse();
        assertThat(new BalanceRequest("x", 1, false).isDryRun()).isFalse();
        assertThat(new BalanceRequest("x", 1, true).isDryRun()).isTrue();
    }
}
