package dev.stowage.format.live;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which blocks of an account in one group are alive, as of one head.
///
/// Of every number below the horizon that is not open it is decided for good whether its block is
/// alive or dead; of all others nothing is said.
///
/// @param version of the head that it was made from
/// @param horizon no number from here on was given out and closed when the head was made
/// @param open numbers below the horizon that may still get a block
/// @param alive the blocks that the snapshot names, by their layout: all layouts of the group
public record LiveSet(
        AccountNumber account,
        CarrierGroup group,
        long version,
        BlockNumber horizon,
        BlockSet open,
        List<OfLayout> alive) {

    /// The most layouts that a head can name, and that of the account file.
    public static final int MAX_LAYOUTS = 66;

    /// Bytes, without the signature.
    public static final int MAX_BYTES = 4 << 20;

    /// The live blocks of one layout.
    public record OfLayout(Layout layout, BlockSet blocks) {}

    public LiveSet {
        Bounds.requireRange("version of a head", version, 1, Long.MAX_VALUE);
        if (!open.below(horizon).equals(open)) {
            throw new IllegalArgumentException(
                    "numbers are open below the horizon %s only".formatted(horizon));
        }
        Bounds.requireRange("number of layouts", alive.size(), 1, MAX_LAYOUTS);
        requireDistinct(group, alive);
        alive = List.copyOf(alive);
    }

    private static void requireDistinct(CarrierGroup group, List<OfLayout> alive) {
        Set<Layout> seen = new HashSet<>();
        BlockSet all = BlockSet.EMPTY;
        long count = 0;
        for (OfLayout each : alive) {
            if (!each.layout().group().equals(group) || !seen.add(each.layout())) {
                throw new IllegalArgumentException(
                        "each layout of group %s is named once, got %s"
                                .formatted(group, each.layout()));
            }
            all = all.or(each.blocks());
            count += each.blocks().size();
        }
        if (all.size() != count) {
            throw new IllegalArgumentException(
                    "every block has one layout, %d of %d have more"
                            .formatted(count - all.size(), count));
        }
    }

    /// All live blocks.
    public BlockSet blocks() {
        return alive.stream().map(OfLayout::blocks).reduce(BlockSet.EMPTY, BlockSet::or);
    }

    /// Those of the stored blocks that are dead for good.
    public BlockSet deadOf(BlockSet stored) {
        BlockSet dead = stored.below(horizon).without(open);
        for (OfLayout each : alive) {
            dead = dead.without(each.blocks());
        }
        return dead;
    }

    /// The bytes that the owner signs, at most [#MAX_BYTES].
    ///
    /// @throws IllegalArgumentException if they are more
    public byte[] toBytes() {
        return LiveSetCodec.encode(this);
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static LiveSet ofBytes(byte[] bytes) {
        return LiveSetCodec.decode(bytes);
    }
}
