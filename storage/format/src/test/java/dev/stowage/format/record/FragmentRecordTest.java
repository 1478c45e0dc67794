package dev.stowage.format.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.block.SampleBlocks;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentRecordTest {

    private static final VerifyingKey OWNER = SampleBlocks.OWNER.verifyingKey();

    static Stream<Layout> layouts() {
        return SampleBlocks.codedLayouts();
    }

    private static FragmentRecord record(Layout layout, int position) {
        return SampleBlocks.batch(layout, 5_000, 1).getFirst().record(position, 7);
    }

    /// A record of 1 byte on 2 carriers: two fragments of 1 KiB.
    private static FragmentRecord small() {
        return SampleBlocks.batch(SampleBlocks.combination(2), 1, 3).get(1).record(1, 7);
    }

    static ByteBuffer bytes(FragmentRecord record) {
        ByteBuffer bytes = ByteBuffer.allocate(record.length());
        record.toBuffers().forEach(bytes::put);
        return bytes.flip();
    }

    private static void assertSame(FragmentRecord actual, FragmentRecord expected) {
        assertThat(actual.header()).isEqualTo(expected.header());
        for (int index = 0; index < expected.header().sums().size(); index++) {
            assertThat(actual.fragment(index)).isEqualTo(expected.fragment(index));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyRecordOfABlockComesBackWholeAndProved(Layout layout) {
        SignedBlock block = SampleBlocks.batch(layout, 5_000, 1).getFirst();
        for (int position = 0; position < layout.carriers(); position++) {
            FragmentRecord record = block.record(position, 7);
            ByteBuffer bytes = bytes(record);
            FragmentRecord read = FragmentRecord.readFrom(bytes);
            assertThat(bytes.hasRemaining()).isFalse();
            assertSame(read, record);
            assertThat(read.isWhole()).isTrue();
            assertThat(read.checksumsMatch()).isTrue();
            assertThat(read.flaw(OWNER)).isEmpty();
            assertThat(read.header().carrier())
                    .isEqualTo(layout.carrier(position, read.header().address().block()));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aPartOfTheFragmentsIsAProvedRecordToo(Layout layout) {
        FragmentRecord whole = record(layout, layout.carriers() - 1);
        int fragments = layout.fragmentsPerCarrier();
        for (int wanted = 0; wanted < 1 << fragments; wanted++) {
            FragmentRecord part = whole.keeping(wanted);
            FragmentRecord read = FragmentRecord.readFrom(bytes(part));
            assertSame(read, part);
            assertThat(read.flaw(OWNER)).isEmpty();
            assertThat(read.isWhole()).isEqualTo(wanted == (1 << fragments) - 1);
            for (int index = 0; index < fragments; index++) {
                boolean kept = (wanted >>> index & 1) == 1;
                assertThat(read.fragment(index).isPresent()).isEqualTo(kept);
            }
            int payload = Integer.bitCount(wanted) * whole.header().fragmentLength();
            assertThat(part.length()).isEqualTo(whole.header().length() + payload);
        }
    }

    @Test
    void theWidestGroupHasRecordsToo() {
        Layout layout = SampleBlocks.wholeGroup(7);
        SignedBlock block = SampleBlocks.uncoded(layout);
        for (int position : new int[] {0, 1, 65_535, 65_536, 131_071}) {
            FragmentRecord read = FragmentRecord.readFrom(bytes(block.record(position, 1)));
            assertThat(read.header().path()).hasSize(17);
            assertThat(read.flaw(OWNER)).isEmpty();
        }
    }

    @Test
    void recordsStandOneBehindTheOther() {
        List<FragmentRecord> records =
                IntStream.range(0, 4)
                        .mapToObj(i -> record(SampleBlocks.combination(4), i))
                        .toList();
        int length = records.stream().mapToInt(FragmentRecord::length).sum();
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        records.forEach(record -> record.toBuffers().forEach(bytes::put));
        bytes.flip();
        records.forEach(record -> assertSame(FragmentRecord.readFrom(bytes), record));
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aRecordIsSentOnAsItWasWithoutBeingDecoded(Layout layout) {
        FragmentRecord whole = record(layout, layout.carriers() - 1);
        ByteBuffer stored = bytes(whole);
        EncodedHeader header = EncodedHeader.readFrom(stored);
        assertThat(stored.position()).isEqualTo(whole.header().length());
        assertThat(header.address()).isEqualTo(whole.header().address());
        assertThat(header.position()).isEqualTo(whole.header().position());
        for (int wanted = 0; wanted < 1 << layout.fragmentsPerCarrier(); wanted++) {
            FragmentRecord part = whole.keeping(wanted);
            List<Optional<ByteBuffer>> fragments =
                    IntStream.range(0, layout.fragmentsPerCarrier())
                            .mapToObj(part::fragment)
                            .toList();
            FragmentRecord read = new FragmentRecord(header, fragments);
            assertThat(read.checksumsMatch()).isTrue();
            assertThat(read.length()).isEqualTo(part.length());
            assertThat(bytes(read)).isEqualTo(bytes(part));
            assertThat(FragmentRecord.readFrom(bytes(read)).flaw(OWNER)).isEmpty();
            assertSame(read, part);
        }
    }

    @Test
    void fragmentsAreViewsOfTheBytesRead() {
        ByteBuffer bytes = bytes(small());
        FragmentRecord read = FragmentRecord.readFrom(bytes);
        ByteBuffer view = read.fragment(1).orElseThrow();
        assertThat(view.array()).isSameAs(bytes.array());
        bytes.put(bytes.limit() - 1, (byte) 99);
        assertThat(view.get(1023)).isEqualTo((byte) 99);
    }

    @Test
    void readingAFragmentDoesNotUseItUp() {
        FragmentRecord record = small();
        ByteBuffer first = record.fragment(0).orElseThrow();
        first.position(first.limit());
        assertThat(record.fragment(0).orElseThrow().remaining()).isEqualTo(1024);
        record.toBuffers().forEach(buffer -> buffer.position(buffer.limit()));
        assertThat(record.flaw(OWNER)).isEmpty();
    }

    @Test
    void aRecordHasItsOwnPlaceInTheBuffersItIsMadeOf() {
        FragmentRecord good = small();
        ByteBuffer first = good.fragment(0).orElseThrow();
        FragmentRecord record =
                new FragmentRecord(good.header(), List.of(Optional.of(first), good.fragment(1)));
        first.position(first.limit());
        assertThat(record.flaw(OWNER)).isEmpty();
    }

    @Test
    void theHeaderTellsHowLongTheRecordIs() {
        FragmentRecord whole = small();
        for (int wanted = 0; wanted < 4; wanted++) {
            FragmentRecord record = whole.keeping(wanted);
            ByteBuffer bytes = bytes(record);
            int header = RecordHeader.lengthFrom(bytes.slice(0, RecordHeader.PREFIX_BYTES));
            assertThat(header).isEqualTo(record.header().length());
            ByteBuffer headerBytes = bytes.slice(0, header);
            assertThat(FragmentRecord.lengthFrom(headerBytes)).isEqualTo(record.length());
            assertThat(headerBytes.position()).isZero();
        }
    }

    @Test
    void aRecordCutAnywhereIsRefused() {
        ByteBuffer bytes = bytes(small());
        int header = small().header().length();
        for (int length = 0; length < bytes.limit(); length++) {
            ByteBuffer cut = bytes.slice(0, length);
            assertThatIllegalArgumentException()
                    .as("cut after %d", length)
                    .isThrownBy(() -> FragmentRecord.readFrom(cut))
                    .withMessageMatching(".* of \\d+ bytes is cut after \\d+");
            if (length < header) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> FragmentRecord.lengthFrom(cut));
            }
        }
    }

    @Test
    void everyFlippedBitIsDetected() {
        byte[] good = bytes(small()).array();
        int header = small().header().length();
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            ByteBuffer buffer = ByteBuffer.wrap(flipped);
            if (bit / 8 < header) {
                assertThatIllegalArgumentException()
                        .as("bit %d of the header", bit)
                        .isThrownBy(() -> FragmentRecord.readFrom(buffer));
            } else {
                FragmentRecord read = FragmentRecord.readFrom(buffer);
                assertThat(read.fragmentFlaw()).as("bit %d", bit).isPresent();
                assertThat(read.checksumsMatch()).as("bit %d", bit).isFalse();
            }
        }
    }

    @Test
    void aFlawSaysWhichFragmentIsDamaged() {
        ByteBuffer bytes = bytes(small());
        int last = bytes.limit() - 1;
        bytes.put(last, (byte) ~bytes.get(last));
        assertThat(FragmentRecord.readFrom(bytes).flaw(OWNER))
                .hasValue("fragment 1 is damaged: its digest does not match");
    }

    @Test
    void aRecordOfAnotherOwnerIsNotProved() {
        VerifyingKey stranger = SigningKey.ofSeed(SampleBlocks.content(32, 1)).verifyingKey();
        assertThat(small().flaw(stranger))
                .hasValue("the owner's signature does not cover this record");
    }

    @Test
    void dataAndParityInEachOthersPlaceAreAFlaw() {
        FragmentRecord record = small();
        FragmentRecord swapped =
                new FragmentRecord(
                        record.header(), List.of(record.fragment(1), record.fragment(0)));
        assertThat(swapped.flaw(OWNER))
                .hasValue("fragment 0 is damaged: its digest does not match");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1025, 2048})
    void aFragmentOfAnotherLengthIsRefused(int length) {
        RecordHeader header = small().header();
        Optional<ByteBuffer> fragment = Optional.of(ByteBuffer.allocate(length));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FragmentRecord(header, List.of(fragment, Optional.empty())))
                .withMessage("a fragment of this record has 1024 bytes, got " + length);
    }

    @Test
    void anotherNumberOfFragmentsIsRefused() {
        RecordHeader header = small().header();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FragmentRecord(header, List.of(Optional.empty())))
                .withMessage("a record of this layout has 2 fragments, got 1");
    }
}
