package dev.stowage.supplier.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.ByteString;
import dev.stowage.supplier.FormatPage;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.supplier.volume.KeptVolume.Lying;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptVolumeTest {

    private static final String HEADING = "### Volume in the log";
    private static final KeptVolume FULL =
            new KeptVolume(
                    new UUID(1, 2),
                    new SampleAccount(7).key().verifyingKey(),
                    List.of(
                            new Lying(new UUID(1, 2), "/disk/1"),
                            new Lying(new UUID(3, 4), "/disk/zwölf")));

    @Test
    void thePrintedVolumeIsReadAndWritten() throws IOException {
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptVolume.ofBytes(printed)).isEqualTo(FULL);
        assertThat(FULL.toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("volume/KeptVolume.java"));
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "kept volume",
                                        each -> KeptVolume.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(FULL.toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }
}
