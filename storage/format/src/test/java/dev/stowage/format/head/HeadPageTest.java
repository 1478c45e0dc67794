package dev.stowage.format.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.signature.SigningKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The head printed in docs/format.md is what the code reads, proves and makes.
class HeadPageTest {

    private static final byte[] PRINTED = FormatPage.section("Account head").dump("53574844");

    private static final SigningKey OWNER =
            keyOf("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final SigningKey PLACEMENT =
            keyOf("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

    private static SigningKey keyOf(String seed) {
        return SigningKey.ofSeed(HexFormat.of().parseHex(seed));
    }

    @Test
    void thePrintedHeadIsReadAndProved() {
        CountersignedHead head = CountersignedHead.ofBytes(PRINTED);
        assertThat(head.provenBy(OWNER.verifyingKey(), PLACEMENT.verifyingKey())).isTrue();
        assertThat(head.toBytes()).isEqualTo(PRINTED);
    }

    @Test
    void theCodeSignsThePrintedHead() {
        AccountHead head = CountersignedHead.ofBytes(PRINTED).head();
        CountersignedHead signed =
                CountersignedHead.countersign(SignedHead.sign(head, OWNER), PLACEMENT);
        assertThat(signed.toBytes()).isEqualTo(PRINTED);
    }

    @Test
    void fieldsAreWhatThePageSaysBesideThem() {
        AccountHead head = CountersignedHead.ofBytes(PRINTED).head();
        assertThat(head.account()).hasToString("1");
        assertThat(head.version()).isEqualTo(2);
        assertThat(head.signingKey()).isEqualTo(OWNER.verifyingKey());
        assertThat(head.neededSpace()).isEqualTo(1_000_000);
        assertThat(head.blockSizes()).isEqualTo(BlockSizes.DEFAULT);
        assertThat(head.compression()).isTrue();
        assertThat(head.layout().group()).hasToString("8/0");
        assertThat(head.accountFileLayout()).isEqualTo(head.layout());
        assertThat(head.accountFile().address().block()).hasToString("3");
        assertThat(head.unlockers()).hasSize(1);
        assertThat(head.unlockers().getFirst().kind()).isEqualTo(Unlocker.Kind.PASSWORD);
        assertThat(head.openRanges()).hasSize(1);
        assertThat(head.openRanges().getFirst().count()).isEqualTo(60);
        assertThat(head.sessions().revoked().stream().map(RevokedSession::id))
                .isEqualTo(List.of(UUID.fromString("00112233-4455-4677-8899-aabbccddeeff")));
        assertThat(head.overrides()).containsOnlyKeys(1).containsValue(new CarrierId(12));
        assertThat(head.furtherLayouts())
                .containsExactly(new Combination(Code.XOR, head.layout().group(), 4, 1));
    }

    /// The printed head with the printed notes in the place of its revoked sessions.
    @Test
    void thePrintedNotesOfSessionsAreReadAndWritten() {
        List<String> row =
                FormatPage.section("Account head")
                        .table("since", "spared", "revoked", "expires at", "notes")
                        .getFirst();
        byte[] first = CountersignedHead.ofBytes(PRINTED).head().toBytes();
        String hex =
                HexFormat.of()
                        .formatHex(first)
                        .replace("000100112233445546778899aabbccddeeff", row.get(4));
        byte[] bytes = HexFormat.of().parseHex(hex);
        bytes[4] = 2;

        AccountHead head = AccountHead.ofBytes(bytes);

        assertThat(head.toBytes()).isEqualTo(bytes);
        assertThat(head.sessions().since()).isEqualTo(Long.parseLong(row.get(0)));
        assertThat(head.sessions().spared()).contains(UUID.fromString(row.get(1)));
        assertThat(head.sessions().revoked())
                .containsExactly(
                        new RevokedSession(
                                UUID.fromString(row.get(2)),
                                Instant.ofEpochMilli(Long.parseLong(row.get(3)))));
    }
}
