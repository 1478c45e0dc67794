package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.BlockFetcher.ExpectedBlock;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.run.RunCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFileTest {

    private final SeededRandom random = new SeededRandom(1);
    private final SeededFiles files = new SeededFiles(random);
    private final FileKey key = FileKey.random(random);
    private final RunCodec codec = new RunCodec(random);
    private final BlockShelf shelf = new BlockShelf();
    private final AccountFileWriter writer = writer(SeededFiles.LAYOUT);
    private final AccountFileReader reader =
            new AccountFileReader(SeededFiles.ACCOUNT, key, codec, shelf);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void aNewAccountHasNoFilesInOneBlock() {
        AccountFile created = writer.create(shelf);
        assertThat(created.catalogue().files()).isZero();
        assertThat(created.chain()).isEqualTo(new Chain(shelf.written.getFirst(), 1, 1, 0));
        assertRead(created);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsWrittenIsReadWholeAndByParts(long seed) {
        SeededRandom seeded = new SeededRandom(seed);
        SeededFiles seededFiles = new SeededFiles(seeded);
        TreeMap<String, FileEntry> oracle = new TreeMap<>();
        AccountFile file = writer.create(shelf);
        List<AccountFile> history = new ArrayList<>(List.of(file));
        for (int step = 0; step < 150; step++) {
            List<Change> changes = seededFiles.changes(seeded.nextInt(30) == 0 ? 300 : 5);
            Oracles.apply(oracle, changes);
            file = writer.write(file, changes, shelf);
            if (seeded.nextInt(25) == 0) {
                file = writer.rewrite(file, shelf);
            }
            history.add(file);
            if (seeded.nextInt(3) > 0) {
                continue;
            }
            Oracles.assertSame(file.catalogue(), oracle);
            AccountFile known = history.get(seeded.nextInt(history.size()));
            for (AccountFile read :
                    List.of(
                            reader.read(file.chain().first()),
                            reader.readNewer(known, file.chain().first()))) {
                Oracles.assertSame(read.catalogue(), oracle);
                assertThat(read.chain()).isEqualTo(file.chain());
            }
        }
    }

    @Test
    void aChangeOfOneFileCostsOneBlock() {
        AccountFile file = writer.create(shelf);
        AccountFile changed = writer.write(file, put("a"), shelf);
        assertThat(shelf.written).hasSize(2);
        assertThat(changed.chain()).isEqualTo(new Chain(shelf.written.getLast(), 2, 1, 1));
    }

    @Test
    void aLargeCommitIsWrittenFromItsEndUnderConsecutiveNumbers() {
        AccountFile file = large();
        List<BlockReference> snapshot = shelf.written.subList(1, shelf.written.size());
        assertThat(snapshot).hasSize(file.chain().snapshotLinks()).hasSizeGreaterThan(3);
        long number = snapshot.getFirst().address().block().bits();
        for (BlockReference reference : snapshot) {
            assertThat(reference.address().block().bits()).isEqualTo(number--);
            assertThat(reference.address().account()).isEqualTo(SeededFiles.ACCOUNT);
            assertThat(reference.address().group()).isEqualTo(SeededFiles.GROUP);
            assertThat(reference.blockLength()).isLessThanOrEqualTo(64 << 10);
        }
        for (BlockReference full : snapshot.subList(1, snapshot.size())) {
            assertThat(full.blockLength()).isEqualTo(64 << 10);
        }
        assertThat(file.chain().first()).isEqualTo(snapshot.getLast());
    }

    @Test
    void theReaderSaysBeforehandWhatItWillAskFor() {
        assertRead(large());
        List<ExpectedBlock> later =
                shelf.fetched.stream()
                        .skip(1)
                        .map(block -> new ExpectedBlock(block.address(), block.blockLength()))
                        .toList();
        assertThat(shelf.expected).isEqualTo(later);
    }

    @Test
    void whatIsKnownIsNotFetchedAgain() {
        AccountFile old = large();
        AccountFile file = old;
        for (int i = 0; i < 5; i++) {
            file = writer.write(file, put("new " + i), shelf);
        }
        assertThat(reader.readNewer(old, file.chain().first()).catalogue().files())
                .isEqualTo(file.catalogue().files());
        assertThat(shelf.fetched).hasSize(5);
        shelf.fetched.clear();
        assertThat(reader.readNewer(file, file.chain().first())).isEqualTo(file);
        assertThat(shelf.fetched).isEmpty();
    }

    @Test
    void aReaderNeedsNothingBelowASnapshot() {
        AccountFile old = writer.write(writer.create(shelf), put("a"), shelf);
        BlockShelf fresh = new BlockShelf();
        AccountFile file = writer.rewrite(old, fresh);
        assertThat(file.chain().sequence()).isEqualTo(3);
        AccountFile read =
                new AccountFileReader(SeededFiles.ACCOUNT, key, codec, fresh)
                        .read(file.chain().first());
        assertThat(read.catalogue().files()).isEqualTo(1);
        assertThat(read.chain()).isEqualTo(file.chain());
    }

    @Test
    void anOlderHeadIsReadAsItWas() {
        AccountFile old = writer.write(writer.create(shelf), put("a"), shelf);
        AccountFile file = writer.write(old, put("b"), shelf);
        AccountFile back = reader.readNewer(file, old.chain().first());
        assertThat(back.chain()).isEqualTo(old.chain());
        assertThat(back.catalogue().files()).isEqualTo(1);
    }

    @Test
    void ofTwoBranchesTheOneIsReadThatIsAskedFor() {
        AccountFile trunk = writer.write(writer.create(shelf), put("a"), shelf);
        AccountFile left = writer.write(trunk, put("left"), shelf);
        AccountFile right = writer.write(trunk, put("right"), shelf);
        AccountFile read = reader.readNewer(left, right.chain().first());
        assertThat(read.catalogue().find(new FilePath("right"))).isPresent();
        assertThat(read.catalogue().find(new FilePath("left"))).isEmpty();
    }

    @Test
    void manySmallChangesEndInASnapshotByThemselves() {
        AccountFile file = writer.create(shelf);
        int longest = 0;
        for (int i = 0; i < 200; i++) {
            file = writer.write(file, put("file " + i % 10), shelf);
            longest = Math.max(longest, file.chain().deltaLinks());
        }
        assertThat(longest).isEqualTo(65);
        assertThat(file.catalogue().files()).isEqualTo(10);
        assertThat(shelf.written).hasSize(201);
        assertRead(file);
        assertThat(shelf.fetched).hasSizeLessThan(70);
    }

    @Test
    void wideLayoutsServeToo() {
        for (Layout layout :
                List.of(
                        new Combination(Code.RS, CarrierGroup.ofBits(8), 2, 0),
                        new Combination(Code.RS, CarrierGroup.ofBits(64 | 2), 64, 5),
                        new WholeGroup(Code.RS, CarrierGroup.ofBits(64 | 2)))) {
            AccountFileWriter wide = writer(layout);
            assertRead(wide.write(wide.create(shelf), files.changes(2000), shelf));
        }
    }

    @Test
    void aFailedWriteChangesNothingThatIsKnown() {
        AccountFile file = writer.write(writer.create(shelf), put("a"), shelf);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                writer.write(
                                        file,
                                        put("b"),
                                        _ -> {
                                            throw new IllegalArgumentException("disk full");
                                        }))
                .withMessage("disk full");
        assertThat(file.catalogue().files()).isEqualTo(1);
        assertRead(file);
    }

    @Test
    void moreThanFitsIsRefusedBeforeMemoryIsTaken() {
        FileEntry wide = wide();
        AccountFile file = writer.create(shelf);
        List<Change> changes = Collections.nCopies(40, new Put(wide));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(file, changes, shelf))
                .withMessageStartingWith("a commit of 40 changes takes ")
                .withMessageEndingWith(" bytes, at most 535912442 are allowed");
    }

    private FileEntry wide() {
        FileEntry one = files.file("wide");
        while (one.runs().isEmpty()) {
            one = files.file("wide");
        }
        return files.file(
                "wide",
                (long) one.runs().getFirst().plainLength() * FileEntry.MAX_RUNS,
                one.layout(),
                Collections.nCopies(FileEntry.MAX_RUNS, one.runs().getFirst()));
    }

    private AccountFile large() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            changes.add(new Put(files.file("folder " + i % 7 + "/file " + i)));
        }
        AccountFile empty = writer.create(shelf);
        Chain due = new Chain(empty.chain().first(), 1, 1, 65);
        return writer.write(new AccountFile(empty.catalogue(), due), changes, shelf);
    }

    private List<Change> put(String path) {
        return List.of(new Delete(new FilePath(path)), new Put(files.file(path)));
    }

    private AccountFileWriter writer(Layout layout) {
        return new AccountFileWriter(SeededFiles.ACCOUNT, key, layout, codec, shelf);
    }

    private void assertRead(AccountFile file) {
        AccountFile read = reader.read(file.chain().first());
        TreeMap<String, FileEntry> entries = new TreeMap<>();
        file.catalogue()
                .below(FolderPath.ROOT)
                .forEachRemaining(entry -> entries.put(entry.path().value(), entry));
        Oracles.assertSame(read.catalogue(), entries);
        assertThat(read.chain()).isEqualTo(file.chain());
    }
}
