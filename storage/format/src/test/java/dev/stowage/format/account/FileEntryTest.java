package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FileEntryTest {

    private final SeededRandom random = new SeededRandom(1);
    private final SeededFiles files = new SeededFiles(random);
    private final RunReference run = new RunReference(block(SeededFiles.GROUP), 0, 134, 100);

    @Test
    void aFileMayBeEmpty() {
        assertThat(files.file("a", 0, SeededFiles.LAYOUT, List.of()).runs()).isEmpty();
    }

    @Test
    void itsRunsMustAddUpToItsSize() {
        assertThat(files.file("a", 200, SeededFiles.LAYOUT, List.of(run, run)).size())
                .isEqualTo(200);
        for (long size : new long[] {-1, 0, 199, 201, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files.file("a", size, SeededFiles.LAYOUT, List.of(run, run)))
                    .withMessage("a file of %d bytes has runs of 200 bytes in all".formatted(size));
        }
    }

    @Test
    void itsBlocksLieInTheGroupOfItsLayout() {
        RunReference elsewhere = new RunReference(block(CarrierGroup.ofBits(16)), 0, 134, 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.file("a", 100, SeededFiles.LAYOUT, List.of(elsewhere)))
                .withMessageStartingWith("the file is spread over group 8/0");
    }

    @Test
    void runsAreBounded() {
        List<RunReference> many = Collections.nCopies((1 << 20) + 1, run);
        long size = 100L * many.size();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.file("a", size, SeededFiles.LAYOUT, many))
                .withMessage("a file has at most 1048576 runs, got 1048577");
        List<RunReference> most = many.subList(1, many.size());
        assertThat(files.file("a", size - 100, SeededFiles.LAYOUT, most).runs())
                .hasSize(FileEntry.MAX_RUNS);
    }

    @Test
    void aWrappedKeyHasItsLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> modified(Instant.EPOCH, new byte[59]))
                .withMessage("a wrapped file key has 60 bytes, got 59");
    }

    @Test
    void timesAreWholeMilliseconds() {
        assertThat(modified(Instant.parse("2026-11-21T08:00:00.123456789Z"), new byte[60]))
                .extracting(FileEntry::modified)
                .isEqualTo(Instant.parse("2026-11-21T08:00:00.123Z"));
        assertThat(modified(Instant.ofEpochMilli(Long.MIN_VALUE), new byte[60]).modified())
                .isEqualTo(Instant.ofEpochMilli(Long.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> modified(Instant.MAX, new byte[60]))
                .withMessage("a file cannot have been modified at " + Instant.MAX);
    }

    @Test
    void aMoveKeepsAllButPathAndVersion() {
        FileEntry entry = files.file("a", 100, SeededFiles.LAYOUT, List.of(run));
        FileVersion version = FileVersion.random(random);
        FileEntry moved = entry.at(new FilePath("b/c"), version);
        assertThat(moved.path()).isEqualTo(new FilePath("b/c"));
        assertThat(moved.version()).isEqualTo(version);
        assertThat(moved.at(entry.path(), entry.version())).isEqualTo(entry);
    }

    @Test
    void theEntityTagIsTheQuotedVersion() {
        FileVersion version = new FileVersion(new UUID(1, 2));
        assertThat(version.entityTag()).isEqualTo("\"00000000-0000-0001-0000-000000000002\"");
        assertThat(FileVersion.random(random)).isNotEqualTo(FileVersion.random(random));
    }

    private FileEntry modified(Instant time, byte[] wrappedKey) {
        return new FileEntry(
                new FilePath("a"),
                FileVersion.random(random),
                0,
                time,
                Digest.of(new byte[32]),
                ByteString.of(wrappedKey),
                SeededFiles.LAYOUT,
                List.of());
    }

    private static BlockReference block(CarrierGroup group) {
        return new BlockReference(
                new Address(SeededFiles.ACCOUNT, new BlockNumber(1), group),
                Digest.of(new byte[32]),
                1000);
    }
}
