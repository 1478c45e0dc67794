package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final AccountNumber ACCOUNT = new AccountNumber(4_294_901_759L);
    private static final BlockReference NEXT =
            new BlockReference(
                    Address.valueOf("00000080000000000010000000000008"),
                    Digest.of(new byte[32]),
                    1000);
    private static final int FULL = Link.MAX_CONTENT_BYTES;

    @Test
    void whatIsWrittenIsRead() {
        assertRoundTrip(delta(1, 0, 1, 5, Optional.of(NEXT)));
        assertRoundTrip(delta(Long.MAX_VALUE, 0, 1, FULL, Optional.of(NEXT)));
        assertRoundTrip(delta(2, 0, 2, FULL + 1, Optional.of(NEXT)));
        assertRoundTrip(delta(2, 1, 2, FULL + 1, Optional.of(NEXT)));
        assertRoundTrip(snapshot(0, 2, 2 * FULL, Optional.of(NEXT)));
        assertRoundTrip(snapshot(1, 2, 2 * FULL, Optional.empty()));
        assertRoundTrip(snapshot(8191, 8192, 8192 * FULL, Optional.empty()));
    }

    @Test
    void aFullLinkFillsItsBlock() {
        assertThat(delta(1, 0, 1, FULL, Optional.of(NEXT)).length() + 34).isEqualTo(64 << 10);
    }

    @Test
    void partsFollowFromTheLength() {
        assertThat(Link.partsOf(1)).isEqualTo(1);
        assertThat(Link.partsOf(FULL)).isEqualTo(1);
        assertThat(Link.partsOf(FULL + 1)).isEqualTo(2);
        assertThat(Link.partsOf(CommitCodec.MAX_BYTES)).isEqualTo(Link.MAX_PARTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delta(1, 0, 2, FULL, Optional.of(NEXT)))
                .withMessage("a commit of 65419 bytes has not 2 parts");
        for (int length : new int[] {FULL + 1, 0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> delta(1, 0, 1, length, Optional.of(NEXT)));
        }
    }

    @Test
    void impossiblePartsAreRefused() {
        for (int[] part : new int[][] {{1, 1}, {-1, 1}, {2, 2}, {0, 0}, {0, -1}, {0, 8193}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> delta(1, part[0], part[1], FULL, Optional.of(NEXT)))
                    .withMessage(
                            "no link is part %d of %d, at most 8192 are allowed"
                                    .formatted(part[0], part[1]));
        }
    }

    @Test
    void theChainEndsBelowASnapshotAndNowhereElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delta(1, 0, 1, 5, Optional.empty()))
                .withMessage("behind part 0 of 1 of a commit of kind 2 a link is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot(0, 2, FULL + 1, Optional.empty()))
                .withMessage("behind part 0 of 2 of a commit of kind 1 a link is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot(1, 2, FULL + 1, Optional.of(NEXT)))
                .withMessage("behind part 1 of 2 of a commit of kind 1 a link is too many");
    }

    @Test
    void everyKindIsReadAndNoOther() {
        for (LinkKind kind : LinkKind.values()) {
            Optional<BlockReference> next = kind.goesOn() ? Optional.of(NEXT) : Optional.empty();
            assertRoundTrip(link(kind, 3, 0, 1, 7, next));
        }
        byte[] bytes = bytes(delta(3, 0, 1, 7, Optional.of(NEXT)));
        for (int kind : new int[] {-1, LinkKind.values().length, Byte.MAX_VALUE}) {
            bytes[1] = (byte) kind;
            assertUnreadable(bytes);
        }
    }

    @Test
    void commitsCountFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delta(0, 0, 1, 5, Optional.of(NEXT)))
                .withMessage("commits count from 1, got 0");
    }

    @Test
    void aLinkCutOrLengthenedAnywhereIsRefused() {
        byte[] bytes = bytes(delta(1, 0, 1, 50, Optional.of(NEXT)));
        for (int length = 0; length < bytes.length + 20; length++) {
            if (length != bytes.length) {
                assertUnreadable(Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void anyBitFlippedGivesAnotherLinkOrARefusalAndNothingElse() {
        Link delta = delta(3, 0, 1, 50, Optional.of(NEXT));
        Link snapshot = snapshot(0, 1, 50, Optional.empty());
        for (Link link : List.of(delta, snapshot)) {
            byte[] bytes = bytes(link);
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] changed = bytes.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    assertThat(Link.readFrom(ByteBuffer.wrap(changed))).isNotEqualTo(link);
                } catch (UnreadableAccountFileException refused) {
                    assertThat(refused).hasMessageContaining("link");
                }
            }
        }
    }

    @Test
    void theEndNamesNoOtherLink() {
        byte[] bytes = bytes(snapshot(0, 1, 50, Optional.empty()));
        for (int offset = 27; offset < 83; offset++) {
            byte[] changed = bytes.clone();
            changed[offset] = 1;
            assertUnreadable(changed);
        }
    }

    private static Link delta(
            long sequence, int part, int parts, int length, Optional<BlockReference> next) {
        return link(LinkKind.DELTA, sequence, part, parts, length, next);
    }

    private static Link snapshot(int part, int parts, int length, Optional<BlockReference> next) {
        return link(LinkKind.SNAPSHOT, 9, part, parts, length, next);
    }

    private static Link link(
            LinkKind kind,
            long sequence,
            int part,
            int parts,
            int length,
            Optional<BlockReference> next) {
        int content = Math.clamp(length - (long) part * FULL, 0, FULL);
        return new Link(
                ACCOUNT, kind, sequence, part, parts, length, next, ByteBuffer.allocate(content));
    }

    private static void assertRoundTrip(Link link) {
        assertThat(Link.readFrom(ByteBuffer.wrap(bytes(link)))).isEqualTo(link);
    }

    private static byte[] bytes(Link link) {
        ByteBuffer buffer = ByteBuffer.allocate(link.length());
        link.writeTo(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    private static void assertUnreadable(byte[] bytes) {
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> Link.readFrom(ByteBuffer.wrap(bytes)));
    }
}
