package dev.stowage.customer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Layout LAYOUT =
            new Combination(
                    Code.RS, new CarrierGroup(new CarrierId(0), ReliabilityLevel.ZERO), 4, 0);

    @Test
    void givesNoMoreThanItHas() {
        Window window = new Window(100 << 10, Duration.ofMillis(1));
        Window.Permit first = window.take(60 << 10);

        assertThatThrownBy(() -> window.take(41 << 10)).hasMessageContaining("busy");
        assertThat(window.tryTake(41 << 10)).isEmpty();
        assertThat(window.tryTake(40 << 10)).isPresent();
        assertThat(window.inUse()).isEqualTo(100 << 10);
        first.close();
        first.close();
        assertThat(window.inUse()).isEqualTo(40 << 10);
    }

    @Test
    void givesAllOfItselfForWhatIsLarger() {
        Window window = new Window(100 << 10, Duration.ofMillis(1));

        try (Window.Permit _ = window.take(1 << 30)) {
            assertThat(window.inUse()).isEqualTo(window.size());
        }
        assertThat(window.inUse()).isZero();
    }

    @Test
    void framesAreUsedAgain() {
        Window window = new Window(64 << 20, Duration.ofMillis(1));
        BlockFrames frames = new BlockFrames(window);
        BlockBuffer block;
        try (BlockFrame frame = frames.take(LAYOUT, 4 << 20)) {
            block = frame.block();
            assertThat(frame.plain().remaining()).isEqualTo((4 << 20) - 34);
            frame.plain().put(new byte[100]);
        }
        try (BlockFrame frame = frames.take(LAYOUT, 4 << 20)) {
            assertThat(frame.block()).isSameAs(block);
            assertThat(frame.plain().remaining()).isEqualTo((4 << 20) - 34);
        }
        assertThat(window.inUse()).isZero();
    }
}
