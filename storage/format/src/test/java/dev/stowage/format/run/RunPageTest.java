package dev.stowage.format.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FixedRandom;
import dev.stowage.format.FormatPage;
import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.key.FileKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The runs printed in docs/format.md are what the code reads and writes.
class RunPageTest {

    private static final FileKey KEY =
            FileKey.of(
                    FormatPage.bytes(
                            "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"));
    private static final String NONCE = "b0b1b2b3b4b5b6b7b8b9babb";
    private static final Address ADDRESS =
            new Address(new AccountNumber(7), new BlockNumber(42), CarrierGroup.valueOf("8/0"));
    private static final int OFFSET = 4096;

    static Stream<List<String>> vectors() {
        return FormatPage.section("Run").table("plain", "run").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void printedRunsAreRead(List<String> cells) {
        byte[] plain = FormatPage.bytes(cells.get(0));
        ByteBuffer read = ByteBuffer.allocate(plain.length);
        try (RunCodec codec = new RunCodec(new SeededRandom(1))) {
            codec.readRun(
                    ByteBuffer.wrap(FormatPage.bytes(cells.get(1))), KEY, ADDRESS, OFFSET, read);
        }
        assertThat(read.array()).isEqualTo(plain);
    }

    /// The first one only: DEFLATE leaves a writer many ways to say the same.
    @Test
    void thePrintedPlainRunIsWritten() {
        List<String> cells = vectors().findFirst().orElseThrow();
        byte[] plain = FormatPage.bytes(cells.get(0));
        ByteBuffer run = ByteBuffer.allocate(RunCodec.maxLength(plain.length));
        try (RunCodec codec = new RunCodec(new FixedRandom(NONCE))) {
            codec.writeRun(ByteBuffer.wrap(plain), true, KEY, ADDRESS, OFFSET, run);
        }
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(run.array(), run.position())))
                .isEqualTo(cells.get(1));
    }
}
