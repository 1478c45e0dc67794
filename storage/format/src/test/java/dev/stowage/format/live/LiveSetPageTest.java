package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.SigningKey;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The live set printed in docs/format.md is what the code reads, proves and makes.
class LiveSetPageTest {

    private static final byte[] PRINTED = FormatPage.section("Live set").dump("53574c53");

    private static final SigningKey OWNER =
            SigningKey.ofSeed(
                    HexFormat.of()
                            .parseHex(
                                    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    @Test
    void thePrintedLiveSetIsReadAndProved() {
        SignedLiveSet signed = SignedLiveSet.ofBytes(PRINTED);

        assertThat(signed.signedBy(OWNER.verifyingKey())).isTrue();
        assertThat(signed.toBytes()).isEqualTo(PRINTED);
        assertThat(SignedLiveSet.sign(signed.set(), OWNER).toBytes()).isEqualTo(PRINTED);
    }

    @Test
    void fieldsAreWhatThePageSaysBesideThem() {
        LiveSet set = SignedLiveSet.ofBytes(PRINTED).set();

        assertThat(set.account()).hasToString("1");
        assertThat(set.group()).hasToString("8/0");
        assertThat(set.version()).isEqualTo(12);
        assertThat(set.horizon()).hasToString("4294968320");
        assertThat(set.open().stream()).containsExactly(longs(80_000, 80_999));
        assertThat(set.alive())
                .extracting(LiveSet.OfLayout::layout)
                .isEqualTo(
                        List.of(
                                new Combination(Code.RS, set.group(), 2, 1),
                                new WholeGroup(Code.RS, set.group())));
        assertThat(set.alive().getFirst().blocks().stream())
                .startsWith(longs(1000, 1059))
                .endsWith(1100L, 70_000L)
                .hasSize(62);
        assertThat(set.alive().getLast().blocks().stream())
                .containsExactly(1102L, 1104L, 4_294_967_299L);
    }

    private static Long[] longs(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
    }
}
