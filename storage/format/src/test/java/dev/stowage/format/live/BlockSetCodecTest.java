package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.BlockNumber;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/// Our form of a set is the portable one of all Roaring libraries, and only one of them.
class BlockSetCodecTest {

    private static byte[] encode(BlockSet set) {
        ByteBuffer buffer = ByteBuffer.allocate(BlockSetCodec.length(set));
        BlockSetCodec.write(set, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    private static BlockSet decode(byte[] bytes) {
        return BlockSetCodec.read(ByteBuffer.wrap(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void isReadAndWrittenByTheLibraryOfEverybodyElse(long seed) throws IOException {
        BlockSet set = SampleSets.random(new Random(seed));
        byte[] bytes = encode(set);

        Roaring64NavigableMap theirs = new Roaring64NavigableMap();
        theirs.deserializePortable(new DataInputStream(new ByteArrayInputStream(bytes)));
        assertThat(theirs.stream().toArray()).isEqualTo(set.stream().toArray());

        Roaring64NavigableMap made = new Roaring64NavigableMap();
        set.stream().forEach(made::addLong);
        made.runOptimize();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        made.serializePortable(new DataOutputStream(written));
        assertThat(written.toByteArray()).isEqualTo(bytes);
        assertThat(decode(bytes)).isEqualTo(set);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBytesDoNotTellHowASetCameAbout(long seed) {
        Random random = new Random(seed);
        BlockSet one = SampleSets.random(random);
        BlockSet other = SampleSets.random(random);
        BlockSet combined = one.or(other).without(other.without(one)).below(new BlockNumber(-1));

        assertThat(encode(combined)).isEqualTo(encode(one.below(new BlockNumber(-1))));
    }

    @Test
    void theEmptySetIsEightZeros() {
        assertThat(encode(BlockSet.EMPTY)).isEqualTo(new byte[8]);
        assertThat(decode(new byte[8])).isEqualTo(BlockSet.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "a container that would be shorter as a run,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0300 10000000 0000 0100 0200 0300",
        "a run that would be shorter as an array,"
                + "0100000000000000 00000000 3b300000 01 0000 0000 0100 0100 0000",
        "numbers that do not ascend,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0100 10000000 0900 0500",
        "a number twice,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0100 10000000 0900 0900",
        "an offset that leads elsewhere,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0100 11000000 0500 0900",
        "a stretch without a number,"
                + "0100000000000000 00000000 3a300000 00000000 0000000000000000",
        "stretches that do not ascend,"
                + "0200000000000000 01000000 3a300000 01000000 0000 0000 10000000 0500"
                + "                01000000 3a300000 01000000 0000 0000 10000000 0500",
        "containers that do not ascend,"
                + "0100000000000000 00000000 3a300000 02000000 0100 0000 0000 0000"
                + "18000000 1a000000 0500 0500",
        "a byte too many,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0100 10000000 0500 0900 00",
        "a byte too few,"
                + "0100000000000000 00000000 3a300000 01000000 0000 0100 10000000 0500 09",
        "more stretches than bytes, ffffffff00000000 00000000 3a300000 01000000",
        "more containers than there are,"
                + "0100000000000000 00000000 3a300000 00000100 0000 0100 10000000 0500 0900",
        "more containers than there can be,"
                + "0100000000000000 00000000 3a300000 ffffff7f 0000 0100 10000000 0500 0900"
    })
    void everyOtherFormIsRefused(String what, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> decode(bytes))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFormThatIsTakenIsTheOneBesideThoseThatAreRefused() {
        String hex = "0100000000000000 00000000 3a300000 01000000 0000 0100 10000000 0500 0900";
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(decode(bytes))
                .isEqualTo(BlockSet.of(List.of(new BlockNumber(5), new BlockNumber(9))));
    }
}
