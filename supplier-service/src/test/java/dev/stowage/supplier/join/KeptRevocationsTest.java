package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.ByteString;
import dev.stowage.supplier.FormatPage;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeptRevocationsTest {

    private static final String HEADING = "### Revocations in the log";
    private static final KeptRevocations FULL =
            KeptRevocations.of(7, List.of(new UUID(5, 6), new UUID(1, 2)));

    @Test
    void thePrintedRevocationsAreReadAndWritten() throws IOException {
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptRevocations.ofBytes(printed)).isEqualTo(FULL);
        assertThat(FULL.toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("join/KeptRevocations.java"));
    }

    @Test
    void comeBackAsTheyWere() {
        List<UUID> most = LongStream.range(0, 4096).mapToObj(i -> new UUID(i % 7, i)).toList();
        for (KeptRevocations each :
                List.of(KeptRevocations.NONE, FULL, KeptRevocations.of(1L << 60, most))) {
            assertThat(KeptRevocations.ofBytes(each.toBytes())).isEqualTo(each);
        }
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "kept revocations",
                                        each -> KeptRevocations.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(FULL.toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }
}
