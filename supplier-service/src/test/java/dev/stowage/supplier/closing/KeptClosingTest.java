package dev.stowage.supplier.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.supplier.FormatPage;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptClosingTest {

    private static final String HEADING = "### Closing in the log";
    private static final AccountNumber ACCOUNT = new AccountNumber(1);
    private static final SigningKey OWNER = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final KeptClosing CLOSING =
            new KeptClosing(
                    NOW.plus(Duration.ofDays(30)),
                    SignedClosing.sign(
                            Closing.ending(ACCOUNT, 0, 1, Duration.ofDays(30), NOW), OWNER));

    @Test
    void thePrintedClosingIsReadAndWritten() throws IOException {
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptClosing.ofBytes(printed)).isEqualTo(CLOSING);
        assertThat(CLOSING.toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("closing/KeptClosing.java"));
    }

    @Test
    void anAccountThatStaysEndsAtNoTime() {
        SignedClosing back = SignedClosing.sign(Closing.takenBack(ACCOUNT, 0, 2), OWNER);

        assertThatIllegalArgumentException().isThrownBy(() -> new KeptClosing(NOW, back));
        assertThat(new KeptClosing(Instant.EPOCH, back).isOver(NOW)).isFalse();
    }

    @Test
    void itIsOverWhenItsTimeHasCome() {
        assertThat(CLOSING.isOver(CLOSING.ends().minusMillis(1))).isFalse();
        assertThat(CLOSING.isOver(CLOSING.ends())).isTrue();
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "kept closing",
                                        each -> KeptClosing.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(CLOSING.toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }
}
