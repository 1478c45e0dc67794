package dev.stowage.verification.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JitCompilerTest {

    private static final String IDLE =
            """
            Current compiles:\s

            C1 compile queue:
            Empty

            C2 compile queue:
            Empty
            """;

    @Test
    void itIsBusyWhileItNamesAMethod() {
        String compiling = "C2 CompilerThread0  1893       4       java.util.List::of (66 bytes)";
        assertThat(JitCompiler.namesMethod(IDLE)).isFalse();
        assertThat(JitCompiler.namesMethod("")).isFalse();
        assertThat(JitCompiler.namesMethod(IDLE.replaceFirst("Empty", compiling))).isTrue();
    }

    @Test
    void thisJvmTells() {
        assertThat(JitCompiler.queue()).contains("Current compiles:", "C2 compile queue:");
        assertThat(JitCompiler.millis()).isPositive();
    }
}
