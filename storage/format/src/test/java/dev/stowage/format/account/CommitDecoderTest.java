package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A commit whose cipher opened and whose content is nonsense all the same.
class CommitDecoderTest {

    private static final int SEEDS = 20_000;
    private static final long MEMORY = 8 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200})
    void aCommitIsReadOrRefused(int most) {
        List<Change> changes = new SeededFiles(new SeededRandom(most)).changes(most);

        assertThat(trial().run(bytes(changes), 1, SEEDS / most + 1_000)).isEmpty();
    }

    @Test
    void whatSaysThatItGrowsBeyondAllCompressionTakesNoMemory() {
        byte[] bytes = bytes(new SeededFiles(new SeededRandom(7)).changes(200));
        ByteBuffer.wrap(bytes).put(1, (byte) 1).putInt(2, CommitCodec.MAX_BYTES);

        assertThat(trial().run(bytes, 1, 0))
                .as("the right bytes are wrong here: refused, and at once")
                .isEmpty();
    }

    private static byte[] bytes(List<Change> changes) {
        ByteBuffer encoded = CommitCodec.encode(new Commit(false, changes));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static DecoderTrial trial() {
        return new DecoderTrial(
                "commit",
                bytes -> CommitCodec.decode(false, ByteBuffer.wrap(bytes)),
                Set.of(UnreadableAccountFileException.class),
                MEMORY);
    }
}
