package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptVersionsTest {

    private static final FilePath PATH = new FilePath("a");

    private final SeededRandom random = new SeededRandom(1);
    private final SeededFiles files = new SeededFiles(random);
    private final FileKey key = FileKey.random(random);
    private final RunCodec codec = new RunCodec(random);
    private final BlockShelf shelf = new BlockShelf();
    private final AccountFileWriter writer = writer(1_000);
    private final AccountFileReader reader =
            new AccountFileReader(SeededFiles.ACCOUNT, key, codec, shelf);
    private final FileEntry first = files.file("a");
    private final FileEntry second = files.file("a");
    private final FileEntry third = files.file("a");

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void theyAreBesideTheFileAndOutliveIt() {
        Catalogue catalogue = Catalogue.EMPTY.apply(List.of(new Keep(first), new Put(second)));
        assertThat(catalogue.find(PATH)).contains(second);
        assertThat(catalogue.kept(PATH)).containsExactly(first);

        Catalogue without = catalogue.apply(List.of(new Delete(PATH)));
        assertThat(without.find(PATH)).isEmpty();
        assertThat(without.files()).isZero();
        assertThat(without.kept(PATH)).containsExactly(first);
        assertThat(without.contains(new FolderPath("a"))).isFalse();
        assertThat(without.obstacle(new FilePath("a/b"))).isEmpty();
    }

    @Test
    void whatIsKeptOnceMoreIsTheYoungest() {
        Catalogue catalogue =
                Catalogue.EMPTY.apply(List.of(new Keep(first), new Keep(second), new Keep(first)));
        assertThat(catalogue.kept(PATH)).containsExactly(second, first);
        assertThat(catalogue.keptVersions()).isEqualTo(2);
    }

    @Test
    void aForgottenOneTakesNothing() {
        Catalogue catalogue = Catalogue.EMPTY.apply(List.of(new Keep(first), new Keep(second)));
        assertThat(catalogue.footprint()).isPositive();
        Catalogue empty =
                catalogue.apply(
                        List.of(
                                new Forget(PATH, first.version()),
                                new Forget(PATH, third.version()),
                                new Forget(new FilePath("b"), first.version()),
                                new Forget(PATH, second.version())));
        assertThat(empty.keptVersions()).isZero();
        assertThat(empty.bytes()).isZero();
        assertThat(empty.footprint()).isZero();
    }

    @Test
    void theirBlocksAreTold() {
        List<BlockReference> told = new ArrayList<>();
        Catalogue.EMPTY
                .apply(List.of(new Keep(first), new Put(second)))
                .tellBlocks((_, block) -> told.add(block));
        List<BlockReference> expected = new ArrayList<>();
        for (FileEntry entry : List.of(second, first)) {
            entry.runs().stream().map(RunReference::block).forEach(expected::add);
        }
        assertThat(told).containsExactlyElementsOf(expected);
    }

    @Test
    void aSnapshotHoldsThemPortionByPortion() {
        AccountFile file = some();
        Snapshot snapshot = writer.snapshot(file, shelf);
        assertThat(snapshot.portions()).hasSizeGreaterThan(5);

        AccountFile joined = writer.join(file, snapshot, file, shelf);
        Catalogue read = reader.read(joined.chain().first()).catalogue();
        Oracle oracle = new Oracle();
        oracle.apply(Catalogue.EMPTY.changesTo(file.catalogue()));
        oracle.assertSame(read);
        assertThat(read.keptVersions()).isGreaterThan(40);
    }

    @Test
    void aJointHoldsWhatBecameOfThemInTheirOrder() {
        AccountFile then =
                writer.write(
                        some(), List.of(new Keep(first), new Keep(second), new Put(third)), shelf);
        Snapshot snapshot = writer.snapshot(then, shelf);
        AccountFile swapped =
                writer.write(
                        then,
                        List.of(new Forget(PATH, first.version()), new Keep(third), new Put(first)),
                        shelf);
        AccountFile deleted =
                writer.write(swapped, List.of(new Keep(first), new Delete(PATH)), shelf);

        AccountFile joined = writer.join(deleted, snapshot, then, shelf);

        List<AccountFile> all = new ArrayList<>(List.of(reader.read(joined.chain().first())));
        for (AccountFile known : List.of(then, swapped, deleted)) {
            all.add(reader.readNewer(known, joined.chain().first()));
        }
        for (AccountFile read : all) {
            assertThat(read.catalogue().kept(PATH)).containsSubsequence(second, third, first);
            assertThat(read.catalogue().changesTo(joined.catalogue())).isEmpty();
        }
    }

    /// An account file with some versions of some files.
    private AccountFile some() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FileEntry entry = files.file("file " + i % 10);
            changes.add(i % 2 == 0 ? new Keep(entry) : new Put(entry));
        }
        return writer.write(writer.create(shelf), changes, shelf);
    }

    private AccountFileWriter writer(int portionBytes) {
        return new AccountFileWriter(
                SeededFiles.ACCOUNT, key, SeededFiles.LAYOUT, codec, shelf, portionBytes);
    }
}
