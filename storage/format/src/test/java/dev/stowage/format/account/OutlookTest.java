package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.account.Outlook.Joint;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.signature.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {

    private static final Stretch STRETCH = new Stretch(new BlockNumber(-1), 5);
    private static final Joint JOINT =
            new Joint(
                    new BlockReference(
                            Address.valueOf("00000080000000000010000000000008"),
                            Digest.of(new byte[32]),
                            1000),
                    Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 512})
    void whatIsWrittenIsRead(int stretches) {
        for (Optional<Joint> joint : List.of(Optional.<Joint>empty(), Optional.of(JOINT))) {
            Outlook outlook = new Outlook(Collections.nCopies(stretches, STRETCH), joint);
            byte[] bytes = bytes(outlook);
            assertThat(read(joint.isPresent(), bytes)).isEqualTo(outlook);
            for (int length = 0; length < bytes.length; length += 1 + stretches / 8) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> read(joint.isPresent(), cut))
                        .isInstanceOfAny(
                                BufferUnderflowException.class, IllegalArgumentException.class);
            }
        }
    }

    @Test
    void moreThanAllowedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outlook.of(Collections.nCopies(513, STRETCH)))
                .withMessage("an outlook shows at most 512 commits, got 513");
        for (int count : new int[] {513, 65_535}) {
            byte[] bytes = new byte[2 + 12 * 513];
            ByteBuffer.wrap(bytes).putShort((short) count);
            assertThatIllegalArgumentException().isThrownBy(() -> read(false, bytes));
        }
    }

    @Test
    void stretchesAndJointsThatCannotBeAreRefused() {
        for (int length : new int[] {0, -1, CommitCodec.MAX_BYTES + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Stretch(new BlockNumber(1), length));
        }
        assertThat(new Stretch(new BlockNumber(1), CommitCodec.MAX_BYTES).links())
                .isEqualTo(Link.MAX_PARTS);
        assertThatIllegalArgumentException().isThrownBy(() -> new Joint(JOINT.before(), 0));
    }

    private static byte[] bytes(Outlook outlook) {
        ByteBuffer buffer = ByteBuffer.allocate(outlook.length());
        outlook.writeTo(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }

    private static Outlook read(boolean joint, byte[] bytes) {
        return Outlook.readFrom(joint, ByteBuffer.wrap(bytes));
    }
}
