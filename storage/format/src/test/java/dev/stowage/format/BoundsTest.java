package dev.stowage.format;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BoundsTest {

    @Test
    void bothEndsOfARangeBelongToIt() {
        Bounds.requireRange("number", Long.MIN_VALUE, Long.MIN_VALUE, 0);
        Bounds.requireRange("number", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        Bounds.requireRange("number", 7, 7, 7);
    }

    @Test
    void whatIsBesideARangeIsRefusedWithNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.requireRange("number", 2, 3, 5))
                .withMessage("number must be 3 … 5, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.requireRange("number", 6, 3, 5))
                .withMessage("number must be 3 … 5, got 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.requireRange("number", 6, 5, 5))
                .withMessage("number must be 5, got 6");
    }

    @Test
    void whatRemainsIsCountedFromThePosition() {
        ByteBuffer buffer = ByteBuffer.allocate(10).position(4);
        Bounds.requireRemaining("thing", buffer, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bounds.requireRemaining("thing", buffer, 7))
                .withMessage("thing of 7 bytes is cut after 6");
    }
}
