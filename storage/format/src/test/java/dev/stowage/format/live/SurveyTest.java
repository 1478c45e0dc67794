package dev.stowage.format.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.account.Stretch;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static final int THREE_LINKS = 3 * 65_419;

    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final Layout FILES = new Combination(Code.RS, CarrierGroup.valueOf("8/0"), 4, 0);
    private static final Layout NEIGHBOUR =
            new Combination(Code.XOR, CarrierGroup.valueOf("8/0"), 2, 5);
    private static final Layout WIDE = new WholeGroup(Code.RS, CarrierGroup.valueOf("64/1"));
    private static final Layout ACCOUNT_FILE =
            new Combination(Code.RS, CarrierGroup.valueOf("64/1"), 4, 0);
    private static final BlockReference FIRST = block(500, ACCOUNT_FILE);

    private static BlockReference block(long number, Layout layout) {
        return new BlockReference(
                new Address(ACCOUNT, new BlockNumber(number), layout.group()),
                Digest.of(new byte[32]),
                1000);
    }

    private static AccountHead head(List<Layout> further, BlockRange... open) {
        return new AccountHead(
                ACCOUNT,
                9,
                SigningKey.ofSeed(new byte[32]).verifyingKey(),
                ByteString.of(new byte[32]),
                1_000_000,
                BlockSizes.DEFAULT,
                true,
                FILES,
                ACCOUNT_FILE,
                FIRST,
                List.of(),
                List.of(open),
                SessionNotes.NONE,
                new TreeMap<>(),
                further);
    }

    private static FileEntry file(String path, Layout layout, long... blocks) {
        return new FileEntry(
                new FilePath(path),
                new FileVersion(new UUID(1, 2)),
                10L * blocks.length,
                Instant.EPOCH,
                Digest.of(new byte[32]),
                ByteString.of(new byte[60]),
                layout,
                LongStream.of(blocks)
                        .mapToObj(number -> new RunReference(block(number, layout), 0, 44, 10))
                        .toList());
    }

    private static AccountFile snapshot(FileEntry... files) {
        return new AccountFile(Catalogue.of(List.of(files)), chain(FIRST, List.of(), 0));
    }

    /// A chain over a snapshot of three links.
    private static Chain chain(BlockReference first, List<Stretch> recent, int deltas) {
        Stretch portion = new Stretch(FIRST.address().block(), THREE_LINKS);
        return new Chain(
                first,
                70 + deltas,
                new Chain.Snapshot(FIRST, 70, List.of(portion)),
                recent,
                deltas,
                deltas);
    }

    private static BlockRange range(long first, int count) {
        return new BlockRange(new BlockNumber(first), count);
    }

    private static BlockSet blocks(long... numbers) {
        return BlockSet.of(LongStream.of(numbers).mapToObj(BlockNumber::new).toList());
    }

    @Test
    void everyBlockOfFilesAndOfTheAccountFileIsAliveInItsGroup() {
        AccountFile file =
                snapshot(
                        file("a", FILES, 100, 101),
                        file("b/c", FILES, 101, 103),
                        file("b/d", NEIGHBOUR, 104),
                        file("e", WIDE, 105, 106),
                        file("empty", FILES));
        AccountHead head =
                head(List.of(NEIGHBOUR, WIDE), range(900, 10), range(495, 5), range(700, 2));

        List<LiveSet> sets = Survey.of(head, file);

        BlockSet open = blocks(495, 496, 497, 498, 499, 700, 701);
        assertThat(sets)
                .containsExactlyInAnyOrder(
                        new LiveSet(
                                ACCOUNT,
                                FILES.group(),
                                9,
                                new BlockNumber(900),
                                open,
                                List.of(
                                        new OfLayout(FILES, blocks(100, 101, 103)),
                                        new OfLayout(NEIGHBOUR, blocks(104)))),
                        new LiveSet(
                                ACCOUNT,
                                WIDE.group(),
                                9,
                                new BlockNumber(900),
                                open,
                                List.of(
                                        new OfLayout(WIDE, blocks(105, 106)),
                                        new OfLayout(ACCOUNT_FILE, blocks(500, 501, 502)))));
    }

    @Test
    void aLayoutThatNoFileHasAnyMoreHasALiveSetOfNothing() {
        List<LiveSet> sets = Survey.of(head(List.of(WIDE), range(900, 10)), snapshot());

        assertThat(sets).hasSize(2);
        assertThat(sets.getFirst().blocks()).isEqualTo(BlockSet.EMPTY);
    }

    @Test
    void aHeadWithoutOpenRangesDecidesNothing() {
        assertThat(Survey.of(head(List.of()), snapshot()))
                .allSatisfy(set -> assertThat(set.horizon()).isEqualTo(BlockNumber.FIRST));
    }

    @Test
    void linksOfDeltasAreAliveToo() {
        Stretch delta = new Stretch(new BlockNumber(610), 5);
        AccountFile file = new AccountFile(Catalogue.EMPTY, chain(FIRST, List.of(delta), 1));

        assertThat(Survey.of(head(List.of(), range(900, 10)), file).getLast().blocks())
                .isEqualTo(blocks(500, 501, 502, 610));
    }

    @Test
    void onlyTheAccountFileThatTheHeadNamesTellsWhatIsAlive() {
        AccountHead head = head(List.of(), range(900, 10));
        BlockReference other = block(600, ACCOUNT_FILE);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Survey.of(
                                        head,
                                        new AccountFile(
                                                Catalogue.EMPTY, chain(other, List.of(), 0))));
        assertThatIllegalStateException()
                .as("links that are not known would be taken for dead")
                .isThrownBy(
                        () ->
                                Survey.of(
                                        head,
                                        new AccountFile(
                                                Catalogue.EMPTY, chain(FIRST, List.of(), 1))));
    }

    @Test
    void aFileInALayoutThatTheHeadDoesNotNameMakesNoLiveSet() {
        AccountHead head = head(List.of(), range(900, 10));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Survey.of(head, snapshot(file("a", WIDE, 100))));
    }
}
