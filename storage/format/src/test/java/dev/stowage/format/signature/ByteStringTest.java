package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ByteStringTest {

    @Test
    void bytesComeBackAndAreCopies() {
        byte[] content = {1, 2, 3};
        ByteString bytes = ByteString.of(content);
        content[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes.toArray()).containsExactly(1, 2, 3);
        assertThat(bytes.length()).isEqualTo(3);
    }

    @Test
    void whatIsWrittenIsRead() {
        ByteString bytes = ByteString.of(new byte[] {1, 2, 3});
        ByteBuffer buffer = ByteBuffer.allocate(3);
        bytes.writeTo(buffer);
        assertThat(ByteString.readFrom(buffer.flip(), 3)).isEqualTo(bytes).hasSameHashCodeAs(bytes);
    }

    @Test
    void lengthsAreCheckedBeforeMemoryIsTaken() {
        ByteBuffer buffer = ByteBuffer.allocate(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteString.readFrom(buffer, Integer.MAX_VALUE))
                .withMessage("byte string of 2147483647 bytes is cut after 3");
        assertThatIllegalArgumentException().isThrownBy(() -> ByteString.readFrom(buffer, -1));
    }

    @Test
    void contentIsNeverPrinted() {
        assertThat(ByteString.of(new byte[] {65, 66})).hasToString("2 bytes");
    }
}
