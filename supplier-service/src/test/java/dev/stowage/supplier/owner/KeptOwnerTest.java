package dev.stowage.supplier.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.supplier.FormatPage;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptOwnerTest {

    private static final String HEADING = "### Owner in the log";
    private static final OwnerKey OWNER =
            new OwnerKey(3, SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]).verifyingKey());

    @Test
    void thePrintedOwnerIsReadAndWritten() throws IOException {
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptOwner.ofBytes(printed)).isEqualTo(new KeptOwner(OWNER));
        assertThat(new KeptOwner(OWNER).toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("owner/KeptOwner.java"));
    }

    @Test
    void theFirstKeyNeedsNotBeKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> {
                            var _ = new KeptOwner(OwnerKey.first(OWNER.key()));
                        });
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "kept owner",
                                        each -> KeptOwner.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(new KeptOwner(OWNER).toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }
}
