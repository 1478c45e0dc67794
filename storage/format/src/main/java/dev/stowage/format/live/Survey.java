package dev.stowage.format.live;

import dev.stowage.format.account.AccountFile;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.LiveSet.OfLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the live sets of an account from its head and its account file.
public final class Survey {

    private final AccountHead head;
    private final Map<Layout, BlockSet.Builder> alive = new LinkedHashMap<>();

    private Survey(AccountHead head) {
        this.head = head;
        head.layouts().forEach(layout -> alive.put(layout, new BlockSet.Builder()));
        alive.putIfAbsent(head.accountFileLayout(), new BlockSet.Builder());
    }

    /// One live set for each group in which the account has a layout.
    ///
    /// @param file that the head names, all of whose deltas are known
    /// @throws IllegalArgumentException if the head names another, or a file has a layout that the
    ///   head does not name
    /// @throws IllegalStateException if a delta is not known
    public static List<LiveSet> of(AccountHead head, AccountFile file) {
        Survey survey = new Survey(head);
        survey.addLinks(file);
        file.catalogue()
                .tellBlocks((layout, block) -> survey.builder(layout).add(block.address().block()));
        return survey.liveSets();
    }

    private void addLinks(AccountFile file) {
        if (!file.chain().first().equals(head.accountFile())) {
            throw new IllegalArgumentException(
                    "a live set is made from the account file that the head names, got %s"
                            .formatted(file.chain()));
        }
        file.chain().numbers().forEach(builder(head.accountFileLayout())::add);
    }

    private BlockSet.Builder builder(Layout layout) {
        BlockSet.Builder builder = alive.get(layout);
        if (builder == null) {
            throw new IllegalArgumentException(
                    "head %d does not name %s".formatted(head.version(), layout));
        }
        return builder;
    }

    private List<LiveSet> liveSets() {
        Map<CarrierGroup, List<OfLayout>> byGroup = new LinkedHashMap<>();
        alive.forEach(
                (layout, blocks) ->
                        byGroup.computeIfAbsent(layout.group(), _ -> new ArrayList<>())
                                .add(new OfLayout(layout, blocks.build())));
        BlockNumber horizon = horizon();
        BlockSet open = BlockSet.ofRanges(head.openRanges()).below(horizon);
        List<LiveSet> sets = new ArrayList<>();
        byGroup.forEach(
                (group, layouts) ->
                        sets.add(
                                new LiveSet(
                                        head.account(),
                                        group,
                                        head.version(),
                                        horizon,
                                        open,
                                        layouts)));
        return sets;
    }

    /// Where the highest open range begins: nothing is decided of it, nor of what is given out
    /// later.
    private BlockNumber horizon() {
        Optional<BlockNumber> highest =
                head.openRanges().stream().map(BlockRange::first).max(Comparator.naturalOrder());
        return highest.orElse(BlockNumber.FIRST);
    }
}
