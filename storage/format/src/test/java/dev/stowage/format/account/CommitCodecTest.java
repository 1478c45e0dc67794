package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitCodecTest {

    private final SeededRandom random = new SeededRandom(1);
    private final SeededFiles files = new SeededFiles(random);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsEncodedIsDecoded(long seed) {
        SeededFiles seeded = new SeededFiles(new SeededRandom(seed));
        for (int most = 0; most < 40; most++) {
            List<Change> changes = seeded.changes(most);
            assertThat(decode(encode(changes)).changes()).isEqualTo(changes);
            Commit snapshot =
                    new Commit(
                            true,
                            changes.stream()
                                    .filter(each -> each instanceof Put || each instanceof Keep)
                                    .toList());
            assertThat(CommitCodec.decode(true, CommitCodec.encode(snapshot))).isEqualTo(snapshot);
        }
    }

    @Test
    void theLongestPathSurvives() {
        for (String path : List.of("x".repeat(1024), "ä".repeat(512), "🦦".repeat(256))) {
            List<Change> changes =
                    List.of(new Put(files.file(path)), new Delete(new FilePath(path)));
            assertThat(decode(encode(changes)).changes()).isEqualTo(changes);
        }
    }

    @Test
    void manySimilarFilesAreCompressed() {
        List<Change> changes =
                Collections.nCopies(1000, new Put(files.file("a/long/path/to/a/file")));
        byte[] bytes = encode(changes);
        assertThat(bytes.length).isLessThan(20_000);
        assertThat(decode(bytes).changes()).isEqualTo(changes);
    }

    @Test
    void whatIsReadSharesItsBlocks() {
        Put put = new Put(files.file("a"));
        while (put.entry().runs().isEmpty()) {
            put = new Put(files.file("a"));
        }
        Put copy = new Put(put.entry().at(new FilePath("b"), put.entry().version()));
        List<Change> changes = decode(encode(List.of(put, copy))).changes();
        FileEntry first = ((Put) changes.get(0)).entry();
        FileEntry second = ((Put) changes.get(1)).entry();
        assertThat(first.runs().getFirst().block()).isSameAs(second.runs().getFirst().block());
        assertThat(first.layout()).isSameAs(second.layout());
    }

    @Test
    void aCommitCutAnywhereIsRefused() {
        for (byte[] bytes : List.of(small(), large())) {
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatExceptionOfType(UnreadableAccountFileException.class)
                        .isThrownBy(() -> decode(cut));
            }
        }
    }

    @Test
    void aCommitThatIsTooLongIsRefused() {
        for (byte[] bytes : List.of(small(), large())) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatExceptionOfType(UnreadableAccountFileException.class)
                    .isThrownBy(() -> decode(longer));
            byte[] consistent = longer.clone();
            ByteBuffer.wrap(consistent).putInt(2, ByteBuffer.wrap(longer).getInt(2) + 1);
            assertThatExceptionOfType(UnreadableAccountFileException.class)
                    .isThrownBy(() -> decode(consistent));
        }
    }

    @Test
    void anyBitFlippedGivesAnotherCommitOrARefusalAndNothingElse() {
        byte[] bytes = small();
        Commit original = decode(bytes);
        int refused = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(decode(changed)).isNotEqualTo(original);
            } catch (UnreadableAccountFileException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void noiseIsRefusedAndNothingElse() {
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = random.bytes(6 + random.nextInt(200));
            noise[0] = (byte) (1 + i % 2);
            noise[1] = (byte) random.nextInt(2);
            ByteBuffer.wrap(noise).putInt(2, noise.length - 6 + noise[1]);
            assertThatExceptionOfType(UnreadableAccountFileException.class)
                    .isThrownBy(() -> decode(noise));
        }
    }

    @Test
    void countsThatCannotBeTakeNoMemory() {
        assertThat(decode(empty()).changes()).isEmpty();
        for (int count : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000}) {
            String printed = Integer.toUnsignedString(count);
            assertRefused(withInt(empty(), 6, count), printed + " blocks do not fit into 8");
            assertRefused(withInt(empty(), 10, count), printed + " layouts do not fit into 4");
            assertRefused(withInt(empty(), 14, count), printed + " changes do not fit into 0");
        }
    }

    @Test
    void aBombIsRefusedBeforeItTakesMemory() {
        byte[] bytes = large();
        assertThat(bytes[1]).isEqualTo((byte) 1);
        int tooMuch = CommitCodec.MAX_BYTES + 1;
        assertRefused(withInt(bytes, 2, tooMuch), "cannot hold a commit of " + tooMuch);
    }

    @Test
    void aSnapshotThatDeletesOrForgetsIsNone() {
        FileEntry file = files.file("a");
        for (Change change :
                List.of(new Delete(file.path()), new Forget(file.path(), file.version()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Commit(true, List.of(change)))
                    .withMessage("a snapshot deletes and forgets nothing");
            ByteBuffer bytes = ByteBuffer.wrap(encode(List.of(change)));
            assertThatExceptionOfType(UnreadableAccountFileException.class)
                    .isThrownBy(() -> CommitCodec.decode(true, bytes));
        }
    }

    @Test
    void aCommitHasVersionTwoIfVersionsAreKeptOrForgottenAndNoOther() {
        FileEntry file = files.file("a");
        for (Change old : List.of(new Put(file), new Delete(file.path()))) {
            assertVersion(1, List.of(old));
        }
        for (Change change : List.of(new Keep(file), new Forget(file.path(), file.version()))) {
            assertVersion(2, List.of(change, new Put(file)));
        }
        assertVersion(1, List.of());
    }

    private static void assertVersion(int version, List<Change> changes) {
        byte[] bytes = encode(changes);
        assertThat(bytes[0]).isEqualTo((byte) version);
        for (int other = 0; other < 4; other++) {
            byte[] changed = bytes.clone();
            changed[0] = (byte) other;
            if (other != version) {
                assertRefused(changed, "version " + other);
            }
        }
    }

    private byte[] small() {
        FileEntry entry = files.file("a/b");
        while (entry.runs().size() != 2) {
            entry = files.file("a/b");
        }
        byte[] bytes = encode(List.of(new Put(entry), new Delete(new FilePath("ä"))));
        assertThat(bytes[1]).isZero();
        return bytes;
    }

    private byte[] large() {
        return encode(Collections.nCopies(20, new Put(files.file("a/b"))));
    }

    /// A commit of nothing: no blocks, no layouts, no changes.
    private static byte[] empty() {
        return withInt(withInt(new byte[18], 0, 0x0100_0000), 2, 12);
    }

    private static byte[] withInt(byte[] bytes, int offset, int value) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).putInt(offset, value);
        return changed;
    }

    private static void assertRefused(byte[] bytes, String cause) {
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> decode(bytes))
                .havingCause()
                .withMessageContaining(cause);
    }

    private static byte[] encode(List<Change> changes) {
        ByteBuffer bytes = CommitCodec.encode(new Commit(false, changes));
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }

    private static Commit decode(byte[] bytes) {
        return CommitCodec.decode(false, ByteBuffer.wrap(bytes));
    }
}
