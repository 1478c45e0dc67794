package dev.stowage.placement.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockSpanTest {

    @Test
    void theFirstPartHasEverythingBelowTheLowest() {
        assertThat(BlockSpan.divide(100, 199, 4))
                .containsExactly(
                        new BlockSpan(0, 124),
                        new BlockSpan(125, 149),
                        new BlockSpan(150, 174),
                        new BlockSpan(175, 199));
        assertThat(BlockSpan.divide(100, 199, 1)).containsExactly(new BlockSpan(0, 199));
    }

    @Test
    void everyNumberIsInOnePart() {
        for (long lowest = 0; lowest < 12; lowest++) {
            for (long last = lowest; last < 12; last++) {
                for (int parts = 1; parts <= 8; parts++) {
                    List<BlockSpan> spans = BlockSpan.divide(lowest, last, parts);
                    assertThat(spans).hasSizeBetween(1, parts);
                    long next = 0;
                    for (BlockSpan span : spans) {
                        assertThat(span.first()).isEqualTo(next);
                        next = span.last() + 1;
                    }
                    assertThat(next).isEqualTo(last + 1);
                }
            }
        }
    }

    @Test
    void whatIsLeftDoesNotOverlap() {
        BlockSpan span = new BlockSpan(10, 20);
        assertThat(span.without(new BlockSpan(12, 15)))
                .containsExactly(new BlockSpan(10, 11), new BlockSpan(16, 20));
        assertThat(span.without(new BlockSpan(10, 20))).isEmpty();
        assertThat(span.without(new BlockSpan(0, 10))).containsExactly(new BlockSpan(11, 20));
        assertThat(span.without(new BlockSpan(21, 30))).containsExactly(span);
    }
}
