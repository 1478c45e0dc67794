package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.supplier.FormatPage;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How a membership lies in the log.
class KeptMembershipTest {

    private static final String HEADING = "### Membership in the log";
    private static final UUID VOLUME = new UUID(1, 2);
    private static final KeptMembership FULL =
            new KeptMembership(
                    VOLUME, joined(new AccountNumber(4_000_000_000L), "north"), "assignments");

    @Test
    void thePrintedMembershipIsReadAndWritten() throws IOException {
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptMembership.ofBytes(printed)).isEqualTo(FULL);
        assertThat(FULL.toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("join/KeptMembership.java"));
    }

    @Test
    void comesBackAsItWasWhateverIsAbsent() {
        for (KeptMembership each :
                List.of(
                        new KeptMembership(VOLUME, null, null),
                        new KeptMembership(VOLUME, joined(null, null), null),
                        new KeptMembership(VOLUME, joined(new AccountNumber(0), "süd"), "a"),
                        FULL)) {
            assertThat(KeptMembership.ofBytes(each.toBytes())).isEqualTo(each);
        }
    }

    @Test
    void otherBytesAreReadOrRefused() {
        assertThat(
                        new DecoderTrial(
                                        "kept membership",
                                        each -> KeptMembership.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(FULL.toBytes().toArray(), 1, 20_000))
                .isEmpty();
    }

    private static Joined joined(@Nullable AccountNumber owner, @Nullable String zone) {
        return new Joined(
                new UUID(5, 6),
                "a certificate",
                new SampleAccount(7).key().verifyingKey(),
                owner,
                zone);
    }
}
