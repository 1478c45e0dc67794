package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SignatureTest {

    @Test
    void whatIsWrittenIsRead() {
        Signature signature = SigningKey.ofSeed(new byte[32]).sign(new byte[] {7});
        ByteBuffer buffer = ByteBuffer.allocate(Signature.BYTES);
        signature.writeTo(buffer);
        assertThat(Signature.readFrom(buffer.flip()))
                .isEqualTo(signature)
                .hasSameHashCodeAs(signature);
        assertThat(Signature.of(signature.toBytes())).isEqualTo(signature);
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signature.of(new byte[65]))
                .withMessage("length of a signature must be 64, got 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signature.readFrom(ByteBuffer.allocate(63)))
                .withMessage("signature of 64 bytes is cut after 63");
    }
}
