package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /// The vector of FIPS 180-4.
    private static final String OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void digestsAreSha256() {
        MessageDigest digester = Digest.sha256();
        digester.update(ABC);
        assertThat(Digest.of(digester)).hasToString(OF_ABC);
    }

    @Test
    void aBufferIsDigestedWhereverItLiesAndStaysAsItIs() {
        ByteBuffer heap = ByteBuffer.allocate(9).position(2).put(ABC).flip().position(2);
        ByteBuffer direct = ByteBuffer.allocateDirect(9).position(2).put(ABC).flip().position(2);
        for (ByteBuffer buffer :
                new ByteBuffer[] {heap, heap.slice(), heap.asReadOnlyBuffer(), direct}) {
            int position = buffer.position();
            assertThat(Digest.of(buffer)).hasToString(OF_ABC);
            assertThat(buffer.position()).isEqualTo(position);
        }
    }

    @Test
    void bytesAndTextGiveTheDigestBack() {
        Digest digest = Digest.valueOf(OF_ABC);
        ByteBuffer buffer = ByteBuffer.allocate(Digest.BYTES);
        digest.writeTo(buffer);
        assertThat(Digest.readFrom(buffer.flip())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(Digest.of(digest.toBytes())).isEqualTo(digest);
    }

    @Test
    void whatIsGivenAwayIsACopy() {
        Digest digest = Digest.valueOf(OF_ABC);
        digest.toBytes()[0] = 0;
        assertThat(digest).hasToString(OF_ABC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
                "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void otherTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.valueOf(text));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.of(new byte[31]))
                .withMessage("length of a digest must be 32, got 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.readFrom(ByteBuffer.allocate(31)))
                .withMessage("digest of 32 bytes is cut after 31");
    }
}
