package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class BlockSizeTest {

    private final BlockSize size = new BlockSize();

    @Test
    void isReadAndWritten() {
        assertThat(size.convert("64K")).isEqualTo(65_536);
        assertThat(size.convert("4m")).isEqualTo(4_194_304);
        assertThat(size.convert("1MiB")).isEqualTo(1_048_576);
        assertThat(size.convert("777")).isEqualTo(777);
        assertThat(BlockSize.text(65_536)).isEqualTo("64 KiB");
        assertThat(BlockSize.text(4_194_304)).isEqualTo("4 MiB");
        assertThat(BlockSize.text(777)).isEqualTo("777 B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1K", "1T", "K", "1.5M", "1025M", "9999999999M"})
    void isNothingElse(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> size.convert(text));
    }
}
