package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.BlockFetcher.ExpectedBlock;
import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.signature.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        assertThat(created.chain().first()).isEqualTo(shelf.written.getFirst());
        assertThat(created.chain().sequence()).isEqualTo(1);
        assertThat(created.chain().snapshotLinks()).isEqualTo(1);
        assertThat(created.chain().deltaLinks()).isZero();
        assertRead(created);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsWrittenIsReadWholeAndByParts(long seed) {
        SeededRandom seeded = new SeededRandom(seed);
        SeededFiles seededFiles = new SeededFiles(seeded);
        Oracle oracle = new Oracle();
        AccountFile file = writer.create(shelf);
        List<AccountFile> history = new ArrayList<>(List.of(file));
        for (int step = 0; step < 150; step++) {
            List<Change> changes = seededFiles.changes(seeded.nextInt(30) == 0 ? 300 : 5);
            oracle.apply(changes);
            file = writer.write(file, changes, shelf);
            if (seeded.nextInt(25) == 0) {
                AccountFile then =
                        history.get(
                                history.size() - 1 - seeded.nextInt(Math.min(9, history.size())));
                file = writer.join(file, writer.snapshot(then, shelf), then, shelf);
            }
            history.add(file);
            if (seeded.nextInt(3) > 0) {
                continue;
            }
            oracle.assertSame(file.catalogue());
            AccountFile known = history.get(seeded.nextInt(history.size()));
            for (AccountFile read :
                    List.of(
                            reader.read(file.chain().first()),
                            reader.readNewer(known, file.chain().first()))) {
                oracle.assertSame(read.catalogue());
                assertThat(read.chain()).isEqualTo(file.chain());
            }
        }
    }

    @Test
    void aChangeOfOneFileCostsOneBlock() {
        AccountFile file = writer.create(shelf);
        AccountFile changed = writer.write(file, put("a"), shelf);
        assertThat(shelf.written).hasSize(2);
        assertThat(changed.chain().first()).isEqualTo(shelf.written.getLast());
        assertThat(changed.chain().deltaLinks()).isEqualTo(1);
    }

    @Test
    void aLargeCommitIsWrittenFromItsEndUnderConsecutiveNumbers() {
        AccountFile file = large();
        List<BlockReference> links = shelf.written.subList(1, shelf.written.size());
        assertThat(links).hasSize(file.chain().deltaLinks()).hasSizeGreaterThan(3);
        long number = links.getFirst().address().block().bits();
        for (BlockReference reference : links) {
            assertThat(reference.address().block().bits()).isEqualTo(number--);
            assertThat(reference.address().account()).isEqualTo(SeededFiles.ACCOUNT);
            assertThat(reference.address().group()).isEqualTo(SeededFiles.GROUP);
            assertThat(reference.blockLength()).isLessThanOrEqualTo(64 << 10);
        }
        for (BlockReference full : links.subList(1, links.size())) {
            assertThat(full.blockLength()).isEqualTo(64 << 10);
        }
        assertThat(file.chain().first()).isEqualTo(links.getLast());
    }

    @Test
    void theReaderSaysBeforehandWhatItWillAskFor() {
        AccountFile file = joined(large(), cut(20_000));
        for (int i = 0; i < 100; i++) {
            file = writer.write(file, put("new " + i), shelf);
        }
        assertRead(file);
        List<ExpectedBlock> later =
                shelf.fetched.stream()
                        .skip(1)
                        .map(block -> new ExpectedBlock(block.address(), block.blockLength()))
                        .toList();
        assertThat(shelf.expected).containsExactlyInAnyOrderElementsOf(later);
        assertThat(shelf.timesExpected)
                .as("of %d blocks", later.size())
                .isLessThan(later.size() / 2);
    }

    @Test
    void whoIsALittleBehindIsToldOfNoMoreThanHeReads() {
        AccountFile file = large();
        List<AccountFile> history = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            file = writer.write(file, put("new " + i), shelf);
            history.add(file);
        }
        reader.readNewer(history.get(14), file.chain().first());
        assertThat(shelf.fetched).hasSize(5);
        assertThat(shelf.expected).hasSize(4);
    }

    @Test
    void aSnapshotIsWrittenInPortionsAndReadAsOne() {
        AccountFile large = large();
        AccountFile file = joined(large, cut(20_000));
        assertThat(file.chain().snapshot().portions()).hasSizeGreaterThan(5);
        assertRead(file);
        assertThat(reader.readNewer(large, file.chain().first()).chain()).isEqualTo(file.chain());
    }

    @Test
    void changesThatCameWhileASnapshotWasWrittenAreInTheJoint() {
        AccountFile then = large();
        Snapshot snapshot = cut(20_000).snapshot(then, shelf);
        AccountFile file = then;
        for (int i = 0; i < 10; i++) {
            file = writer.write(file, put("new " + i % 7), shelf);
        }
        file = writer.write(file, List.of(new Delete(new FilePath("new 3"))), shelf);

        AccountFile joined = writer.join(file, snapshot, then, shelf);

        assertThat(joined.chain().deltas()).isEqualTo(1);
        assertThat(joined.chain().sequence()).isEqualTo(file.chain().sequence() + 1);
        assertRead(joined);
        for (AccountFile known : List.of(then, file)) {
            shelf.fetched.clear();
            AccountFile read = reader.readNewer(known, joined.chain().first());
            assertThat(read.chain()).isEqualTo(joined.chain());
            assertThat(read.catalogue().changesTo(joined.catalogue())).isEmpty();
            assertThat(shelf.fetched).as("no link of the snapshot").hasSizeLessThan(13);
        }
    }

    @Test
    void whoIsFarBehindReadsTheSnapshot() {
        AccountFile known = writer.write(writer.create(shelf), put("a"), shelf);
        AccountFile file = known;
        for (int i = 0; i < 66; i++) {
            file = writer.write(file, put("new " + i % 3), shelf);
            AccountFile joined = writer.join(file, writer.snapshot(file, shelf), file, shelf);
            shelf.fetched.clear();

            AccountFile read = reader.readNewer(known, joined.chain().first());

            assertThat(read.catalogue().changesTo(file.catalogue())).isEmpty();
            assertThat(shelf.fetched).hasSize(i < 65 ? i + 2 : 3);
        }
    }

    @Test
    void whoIsOnAnotherBranchReadsTheSnapshot() {
        AccountFile trunk = writer.write(writer.create(shelf), put("a"), shelf);
        AccountFile lost = writer.write(trunk, put("lost"), shelf);
        AccountFile file = writer.write(trunk, put("b"), shelf);
        AccountFile joined = writer.join(file, writer.snapshot(trunk, shelf), trunk, shelf);

        AccountFile read = reader.readNewer(lost, joined.chain().first());

        assertThat(read.catalogue().changesTo(joined.catalogue())).isEmpty();
        assertThat(read.catalogue().find(new FilePath("lost"))).isEmpty();
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
    void aReaderNeedsNothingBehindAJointButItsSnapshot() {
        AccountFile old = writer.write(writer.create(shelf), put("a"), shelf);
        BlockShelf fresh = new BlockShelf();
        AccountFile file = writer.join(old, writer.snapshot(old, fresh), old, fresh);
        assertThat(file.chain().sequence()).isEqualTo(3);
        AccountFile read =
                new AccountFileReader(SeededFiles.ACCOUNT, key, codec, fresh)
                        .read(file.chain().first());
        assertThat(read.catalogue().files()).isEqualTo(1);
        assertThat(read.chain()).isEqualTo(file.chain());
    }

    @Test
    void aSnapshotUnderAnotherKeyHoldsTheSameAndTheFormerKeyDoesNotReadIt() {
        AccountFile old = writer.write(large(), List.of(new Keep(files.file("kept"))), shelf);
        FileKey next = FileKey.random(random);
        BlockShelf fresh = new BlockShelf();
        ByteString rewrapped = ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]);
        AccountFile file =
                new AccountFileWriter(SeededFiles.ACCOUNT, next, SeededFiles.LAYOUT, codec, fresh)
                        .rewrite(
                                new AccountFile(
                                        old.catalogue().map(each -> each.wrappedAs(rewrapped)),
                                        old.chain()),
                                fresh);

        Catalogue read =
                new AccountFileReader(SeededFiles.ACCOUNT, next, codec, fresh)
                        .read(file.chain().first())
                        .catalogue();
        assertThat(read.files()).isEqualTo(old.catalogue().files());
        assertThat(read.bytes()).isEqualTo(old.catalogue().bytes());
        read.below(FolderPath.ROOT)
                .forEachRemaining(
                        each ->
                                assertThat(
                                                old.catalogue()
                                                        .find(each.path())
                                                        .orElseThrow()
                                                        .wrappedAs(rewrapped))
                                        .isEqualTo(each));
        FilePath kept = new FilePath("kept");
        assertThat(read.kept(kept))
                .containsExactly(old.catalogue().kept(kept).getFirst().wrappedAs(rewrapped));
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(
                        () ->
                                new AccountFileReader(SeededFiles.ACCOUNT, key, codec, fresh)
                                        .read(file.chain().first()));
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
        return writer.write(writer.create(shelf), changes, shelf);
    }

    private AccountFile joined(AccountFile file, AccountFileWriter portioned) {
        return writer.join(file, portioned.snapshot(file, shelf), file, shelf);
    }

    /// A writer of small portions.
    private AccountFileWriter cut(int bytes) {
        return new AccountFileWriter(
                SeededFiles.ACCOUNT, key, SeededFiles.LAYOUT, codec, shelf, bytes);
    }

    private List<Change> put(String path) {
        return List.of(new Delete(new FilePath(path)), new Put(files.file(path)));
    }

    private AccountFileWriter writer(Layout layout) {
        return new AccountFileWriter(SeededFiles.ACCOUNT, key, layout, codec, shelf);
    }

    private void assertRead(AccountFile file) {
        AccountFile read = reader.read(file.chain().first());
        Oracle written = new Oracle();
        written.apply(Catalogue.EMPTY.changesTo(file.catalogue()));
        written.assertSame(read.catalogue());
        assertThat(read.chain()).isEqualTo(file.chain());
    }
}
