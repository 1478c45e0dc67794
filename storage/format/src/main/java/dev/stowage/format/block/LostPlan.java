package dev.stowage.format.block;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.PartialTree;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// What has to be fetched of a block to make its lost records again, and no more: with `rs` just K
/// fragments, with `xor` the few that determine the lost ones, and where only a path is wanted a
/// header alone.
///
/// @param lost positions whose records are wanted
/// @param copied positions of these whose records are still somewhere, and are fetched whole
/// @param made positions whose fragments are computed: the other lost ones, and those without which
///   their Merkle paths do not follow
/// @param fragments indexes of the fragments to fetch, those of copied records among them
/// @param headers positions of which the header is needed and no fragment
public record LostPlan(
        Layout layout, BitSet lost, BitSet copied, BitSet made, BitSet fragments, BitSet headers) {

    /// Plans the cheapest way.
    ///
    /// @param lost positions, one at least
    /// @param available positions whose records can be fetched; a lost one if somebody still has it
    /// @param atHand available positions whose records cost nothing to fetch: `rs` takes them first
    /// @param turn 0 … carriers-1: from which position on `rs` takes its other sources, so that
    ///   blocks take turns
    /// @throws dev.stowage.erasure.TooFewFragmentsException if what is available does not determine
    ///   what is lost
    public static LostPlan of(
            Layout layout, BitSet lost, BitSet available, BitSet atHand, int turn) {
        BitSet copied = (BitSet) lost.clone();
        copied.and(available);
        BitSet made = new BitSet();
        BitSet neighbours = new BitSet();
        for (int each : lost.stream().filter(each -> !copied.get(each)).toArray()) {
            made.or(PartialTree.between(each, layout.carriers(), available));
            int nearest = PartialTree.nearest(each, layout.carriers(), available);
            if (nearest >= 0) {
                neighbours.set(nearest);
            }
        }
        BitSet fragments = fragmentsOf(layout, copied);
        if (!made.isEmpty()) {
            List<BitSet> preferred = List.of(copied, atHand, neighbours);
            fragments.or(sources(layout, made, available, preferred, turn));
        }
        BitSet headers = neighbours;
        headers.andNot(positionsOf(layout, fragments));
        return new LostPlan(layout, lost, copied, made, fragments, headers);
    }

    private static BitSet sources(
            Layout layout, BitSet made, BitSet available, List<BitSet> preferred, int turn) {
        ErasureCode code = BlockBuffer.code(layout);
        BitSet wanted = fragmentsOf(layout, made);
        return layout.code() == Code.RS
                ? code.sources(anyEnough(layout, available, preferred, turn), wanted)
                : code.sources(fragmentsOf(layout, available), wanted);
    }

    /// K fragments of as few positions as can be, if there are as many.
    private static BitSet anyEnough(
            Layout layout, BitSet available, List<BitSet> preferred, int turn) {
        BitSet enough = new BitSet(2 * layout.dataFragments());
        IntStream inTurn =
                IntStream.concat(
                        IntStream.range(turn, layout.carriers()), IntStream.range(0, turn));
        int[] positions =
                IntStream.concat(
                                preferred.stream().flatMapToInt(BitSet::stream),
                                inTurn.filter(available::get))
                        .toArray();
        int left = layout.dataFragments();
        for (int position : positions) {
            for (int index = 0; index < layout.fragmentsPerCarrier() && left > 0; index++) {
                int fragment = layout.fragment(position, index);
                left -= enough.get(fragment) ? 0 : 1;
                enough.set(fragment);
            }
        }
        return enough;
    }

    private static BitSet fragmentsOf(Layout layout, BitSet positions) {
        BitSet fragments = new BitSet(2 * layout.dataFragments());
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            int each = index;
            positions.stream().forEach(position -> fragments.set(layout.fragment(position, each)));
        }
        return fragments;
    }

    private static BitSet positionsOf(Layout layout, BitSet fragments) {
        BitSet positions = new BitSet(layout.carriers());
        fragments.stream().forEach(fragment -> positions.set(fragment % layout.carriers()));
        return positions;
    }

    /// Positions of which something is fetched.
    public BitSet positions() {
        BitSet positions = positionsOf(layout, fragments);
        positions.or(headers);
        return positions;
    }

    /// Which fragments to fetch from a position.
    ///
    /// @return bit j: fragment j of that carrier; 0 for the header alone
    public int fragmentsOf(int position) {
        int wanted = 0;
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            wanted |= fragments.get(layout.fragment(position, index)) ? 1 << index : 0;
        }
        return wanted;
    }

    /// Fragments that are held in memory at once: those that are fetched and those that are made.
    public int held() {
        return fragments.cardinality() + made.cardinality() * layout.fragmentsPerCarrier();
    }
}
