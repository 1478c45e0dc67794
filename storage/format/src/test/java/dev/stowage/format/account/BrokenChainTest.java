package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.format.SeededRandom;
import dev.stowage.format.account.Chain.Snapshot;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.signature.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Account files that were changed, cut, mixed up or made by someone else.
class BrokenChainTest {

    private final SeededRandom random = new SeededRandom(2);
    private final SeededFiles files = new SeededFiles(random);
    private final FileKey key = FileKey.random(random);
    private final RunCodec codec = new RunCodec(random);
    private final BlockShelf shelf = new BlockShelf();
    private final AccountFileWriter writer =
            new AccountFileWriter(SeededFiles.ACCOUNT, key, SeededFiles.LAYOUT, codec, shelf);
    private final AccountFileReader reader =
            new AccountFileReader(SeededFiles.ACCOUNT, key, codec, shelf);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void everyFlippedByteOfALinkIsRefused() {
        BlockReference first = small().chain().first();
        byte[] bytes = shelf.bytes(first);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            shelf.replace(first, changed);
            assertUnreadable(first);
        }
        shelf.replace(first, bytes);
        assertThat(reader.read(first).catalogue().files()).isEqualTo(1);
    }

    @Test
    void everyLinkCutAnywhereIsRefused() {
        BlockReference first = small().chain().first();
        byte[] bytes = shelf.bytes(first);
        for (int length = 0; length < bytes.length; length++) {
            shelf.replace(first, Arrays.copyOf(bytes, length));
            assertUnreadable(first);
        }
    }

    @Test
    void oneLinkCannotStandForAnother() {
        BlockReference first = large().chain().first();
        List<BlockReference> full = shelf.written.subList(2, shelf.written.size() - 1);
        shelf.replace(full.getFirst(), shelf.bytes(full.getLast()));
        assertUnreadable(first);
    }

    @Test
    void aForeignKeyOrAccountReadsNothing() {
        BlockReference first = small().chain().first();
        AccountFileReader foreignKey =
                new AccountFileReader(SeededFiles.ACCOUNT, FileKey.random(random), codec, shelf);
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> foreignKey.read(first))
                .withMessageContaining("holds no link of account 7");
        AccountFileReader foreignAccount =
                new AccountFileReader(new AccountNumber(8), key, codec, shelf);
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> foreignAccount.read(first))
                .withMessageContaining("is no link of account 8");
    }

    @Test
    void aReferenceThatCannotBeALinkIsRefusedBeforeItIsFetched() {
        Address address = small().chain().first().address();
        for (int length : new int[] {1, 34, (64 << 10) + 1, 64 << 20}) {
            assertUnreadable(new BlockReference(address, Digest.of(new byte[32]), length));
        }
        assertThat(shelf.fetched).isEmpty();
    }

    @Test
    void aPartInTheMiddleOfACommitIsNoBeginning() {
        large();
        BlockReference middle = shelf.written.get(shelf.written.size() - 2);
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> reader.read(middle))
                .withMessageStartingWith("a commit begins with part 1 of");
    }

    @Test
    void commitsThatDoNotCountDownAreRefused() {
        AccountFile first = writer.create(shelf);
        AccountFile gap =
                writer.write(
                        new AccountFile(first.catalogue(), at(7, first.chain())), put(1), shelf);
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> reader.read(gap.chain().first()))
                .withMessage("commit 8 follows commit 1");
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> reader.readNewer(first, gap.chain().first()))
                .withMessage("commit 8 follows commit 1");
    }

    @Test
    void anEndlessChainIsNotFollowed() {
        Chain chain = writer.create(shelf).chain();
        for (int i = 0; i < AccountFileReader.MAX_LINKS; i++) {
            AccountFile file = new AccountFile(Catalogue.EMPTY, chain);
            chain = writer.write(file, List.of(), shelf).chain();
        }
        BlockReference first = chain.first();
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> reader.read(first))
                .withMessage("a commit begins with part 0 of 1 where 0 links may follow");
    }

    @Test
    void whatTheFetcherThrowsPassesThrough() {
        BlockReference first = small().chain().first();
        AccountFileReader blind =
                new AccountFileReader(SeededFiles.ACCOUNT, key, codec, new BlockShelf());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> blind.read(first))
                .withMessage("nobody has block " + first.address());
    }

    @Test
    void aJointStandsBeforeTheVerySnapshotThatItNames() {
        AccountFile old = small();
        AccountFile middle = writer.write(old, put(2), shelf);
        Snapshot ofOld = writer.snapshot(old, shelf);
        Snapshot ofMiddle = writer.snapshot(middle, shelf);
        AccountFile right = writer.join(middle, ofOld, old, shelf);
        assertThat(reader.read(right.chain().first()).catalogue().files()).isEqualTo(2);

        Snapshot otherSequence = new Snapshot(ofOld.first(), 1, ofOld.portions());
        assertUnreadable(writer.join(middle, otherSequence, old, shelf).chain().first());
        Snapshot otherFirst = new Snapshot(ofMiddle.first(), ofOld.sequence(), ofMiddle.portions());
        assertUnreadable(writer.join(middle, otherFirst, old, shelf).chain().first());
        Snapshot furtherPortion =
                new Snapshot(
                        ofOld.first(),
                        ofOld.sequence(),
                        List.of(ofOld.portions().getFirst(), ofMiddle.portions().getFirst()));
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(
                        () ->
                                reader.read(
                                        writer.join(middle, furtherPortion, old, shelf)
                                                .chain()
                                                .first()))
                .withMessage("commit 4 joins another snapshot than the one behind it");
        Snapshot delta =
                new Snapshot(
                        middle.chain().first(), 3, List.of(middle.chain().recent().getFirst()));
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(
                        () -> reader.read(writer.join(middle, delta, old, shelf).chain().first()))
                .withMessage("commit 4 follows commit 3");
    }

    @Test
    void aSnapshotNamedByWhatIsNoJointMustBeTheCommitBefore() {
        AccountFile old = small();
        Snapshot snapshot = writer.snapshot(old, shelf);
        Chain ofSnapshot = Chain.of(snapshot);
        AccountFile next =
                writer.write(new AccountFile(old.catalogue(), ofSnapshot), put(2), shelf);
        assertThat(reader.read(next.chain().first()).catalogue().files()).isEqualTo(2);

        AccountFile gap =
                writer.write(new AccountFile(old.catalogue(), at(9, ofSnapshot)), put(2), shelf);
        assertUnreadable(gap.chain().first());
    }

    private static Chain at(long sequence, Chain chain) {
        return new Chain(
                chain.first(),
                sequence,
                chain.snapshot(),
                chain.recent(),
                chain.deltas(),
                chain.deltaLinks());
    }

    private AccountFile small() {
        return writer.write(writer.create(shelf), put(1), shelf);
    }

    private AccountFile large() {
        return writer.write(writer.create(shelf), put(1000), shelf);
    }

    private List<Change> put(int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new Put(files.file("file " + i)));
        }
        return changes;
    }

    private void assertUnreadable(BlockReference first) {
        assertThatExceptionOfType(UnreadableAccountFileException.class)
                .isThrownBy(() -> reader.read(first));
    }
}
