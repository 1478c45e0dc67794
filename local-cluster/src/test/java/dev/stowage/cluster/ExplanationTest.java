package dev.stowage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void thePersonReadsTheSentenceAtTheBottom() {
        Exception failure =
                new IllegalStateException("outer", new RuntimeException("port 1 is in use"));

        assertThat(Explanation.of(failure)).isEqualTo("port 1 is in use");
        assertThat(Explanation.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
