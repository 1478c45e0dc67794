package dev.stowage.format.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private final SeededRandom random = new SeededRandom(3);
    private final Compression compression = new Compression();

    @AfterEach
    void close() {
        compression.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 100, 32 << 10, (32 << 10) + 1, 1 << 20})
    void whatIsCompressedIsDecompressed(int length) {
        byte[] zeros = new byte[length];
        ByteBuffer packed = ByteBuffer.allocate(length);
        assertThat(compression.compress(ByteBuffer.wrap(zeros), packed)).isTrue();
        assertThat(packed.position()).isLessThan(length);
        ByteBuffer back = ByteBuffer.allocate(length);
        Arrays.fill(back.array(), (byte) 1);
        compression.decompress(packed.flip(), back);
        assertThat(back.array()).isEqualTo(zeros);
    }

    @Test
    void aSingleByteIsLeftAlone() {
        assertThat(compress(new byte[1])).isFalse();
        assertThat(compress(new byte[2])).isFalse();
    }

    @Test
    void noiseIsLeftAlone() {
        assertThat(compress(random.bytes(20_000))).isFalse();
        assertThat(compress(random.bytes(2_000_000))).isFalse();
    }

    @Test
    void aSampleFromTheMiddleDecides() {
        byte[] noisyMiddle = new byte[1_000_000];
        System.arraycopy(random.bytes(100_000), 0, noisyMiddle, 450_000, 100_000);
        assertThat(compress(noisyMiddle)).isFalse();

        byte[] calmMiddle = random.bytes(1_000_000);
        Arrays.fill(calmMiddle, 400_000, 600_000, (byte) 0);
        assertThat(compress(calmMiddle)).isTrue();
    }

    @Test
    void aSampleThatSavesLittleIsNotFollowed() {
        byte[] nearlyNoise = random.bytes(1_000_000);
        for (int i = 0; i < nearlyNoise.length; i += 100) {
            Arrays.fill(nearlyNoise, i, i + 4, (byte) 0);
        }
        assertThat(compress(nearlyNoise)).isFalse();
    }

    @Test
    void aSampleThatPromisesTooMuchIsNotBelieved() {
        byte[] content = random.bytes(16 << 20);
        int middle = content.length / 2;
        byte[] sample = Arrays.copyOfRange(content, middle - (16 << 10), middle + (16 << 10));
        Arrays.fill(content, middle, middle + 2400, (byte) 0);
        Arrays.fill(sample, 16 << 10, (16 << 10) + 2400, (byte) 0);
        assertThat(compress(sample)).isTrue();
        assertThat(compress(content)).isFalse();
    }

    @Test
    void whatDoesNotPayLeavesThePositionsWhereTheyWere() {
        ByteBuffer plain = ByteBuffer.wrap(random.bytes(1000)).position(10);
        ByteBuffer target = ByteBuffer.allocate(1000).position(5);
        assertThat(compression.compress(plain, target)).isFalse();
        assertThat(plain.position()).isEqualTo(10);
        assertThat(target.position()).isEqualTo(5);
    }

    private boolean compress(byte[] content) {
        return compression.compress(ByteBuffer.wrap(content), ByteBuffer.allocate(content.length));
    }
}
