package dev.stowage.transfer.gather;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.Digest;
import dev.stowage.transfer.gather.Source.State;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A block that is being put together from fragments. Only proven fragments come in here.
///
/// The data fragments under the wanted bytes are copied to their place in one array; others are
/// kept as they came, for as long as they may be needed to reconstruct those.
final class BlockAssembly {

    private final WantedBlock wanted;
    private final Layout layout;
    private final int fragmentLength;
    private final int first;
    private final byte[] content;
    private final Sources sources;
    private final Sufficiency sufficiency;
    private final @Nullable MemorySegment[] fragments;
    private final BitSet doubtful = new BitSet();
    private final BitSet unreachable = new BitSet();
    private final BitSet busy = new BitSet();
    private @Nullable Digest root;
    private boolean areDetermined;
    private int goodWhenLooked = -1;

    BlockAssembly(WantedBlock wanted) {
        this.wanted = wanted;
        this.layout = wanted.layout();
        this.fragmentLength = layout.fragmentLength(wanted.blockLength());
        this.first = wanted.offset() / fragmentLength;
        int last = (wanted.offset() + wanted.length() - 1) / fragmentLength;
        this.content = new byte[(last - first + 1) * fragmentLength];
        this.sources = new Sources(layout, first, last);
        this.sufficiency = Sufficiency.of(layout);
        this.fragments = new MemorySegment[2 * layout.dataFragments()];
    }

    WantedBlock wanted() {
        return wanted;
    }

    Layout layout() {
        return layout;
    }

    int fragmentLength() {
        return fragmentLength;
    }

    CarrierId carrier(int position) {
        return layout.carrier(position, wanted.address().block());
    }

    /// Whether the wanted bytes are here or can be computed.
    boolean isComplete() {
        if (sources.missing() == 0) {
            return true;
        }
        int good = sources.count(State.GOOD);
        if (good != goodWhenLooked) {
            goodWhenLooked = good;
            areDetermined = sufficiency.areDetermined(sources);
        }
        return areDetermined;
    }

    /// Whether what may still come suffices.
    boolean hasHope() {
        return isComplete()
                || sources.countWanted(State.FAILED) == 0
                || sufficiency.mayBeDetermined(sources);
    }

    int goodFragments() {
        return sources.count(State.GOOD);
    }

    /// How many fragments suffice, whichever they are.
    int neededFragments() {
        return sufficiency.needed();
    }

    /// What is lacking, with numbers.
    String shortfall() {
        return sufficiency.shortfall(sources);
    }

    /// The sources that should be asked now: first those of the wanted bytes; if one of them fails
    /// or is slow, as many others as the code takes to compute it.
    ///
    /// @param standings of the supplier at a position
    List<Source> next(IntFunction<Standing> standings) {
        if (isComplete() || sources.count(State.UNASKED) == 0) {
            return List.of();
        }
        Candidates candidates = new Candidates(sources, doubtful, standings, turn());
        candidates.takeWanted();
        int countedOn = sources.countWanted(State.GOOD) + sources.countWanted(State.ASKED);
        if (countedOn < sources.wantedCount()) {
            sufficiency.choose(sources, candidates);
        }
        return candidates.taken();
    }

    /// Neighbours take turns from block to block.
    private int turn() {
        long block = wanted.address().block().bits();
        return (int) Long.remainderUnsigned(block, layout.carriers());
    }

    /// Nobody counts on these any more, though an answer is still welcome.
    void slow(List<Source> late) {
        for (Source source : late) {
            if (source.is(State.ASKED)) {
                sources.move(source, State.SLOW);
            }
        }
    }

    /// Whether a record with this root belongs to the others. The first one decides where nobody
    /// has said so before.
    boolean hasRoot(Digest found) {
        if (root == null) {
            root = found;
        }
        return root.equals(found);
    }

    /// A proven fragment has come.
    void accept(Source source, ByteBuffer bytes) {
        if (source.is(State.GOOD) || isComplete()) {
            return;
        }
        int fragment = source.fragment();
        if (sources.isWanted(fragment)) {
            bytes.get(content, (fragment - first) * fragmentLength, fragmentLength);
            fragments[fragment] = place(fragment);
        } else {
            fragments[fragment] = MemorySegment.ofBuffer(bytes);
        }
        sources.move(source, State.GOOD);
    }

    /// These came wrong: what else the position has is asked for last.
    void corrupt(int position, List<Source> sourcesAsked) {
        doubtful.set(position);
        fail(sourcesAsked);
    }

    /// Nothing is to be had at this position, now or ever.
    void lost(int position) {
        fail(sources.ofPosition(position));
    }

    /// Nobody answers at this position; it may be asked again when its carrier has moved.
    void unreachable(int position) {
        fail(sources.ofPosition(position));
        unreachable.set(position);
    }

    /// The supplier at this position is busy; it may be asked again after a pause.
    void busy(int position) {
        fail(sources.ofPosition(position));
        busy.set(position);
    }

    private void fail(List<Source> failed) {
        for (Source source : failed) {
            if (!source.is(State.GOOD)) {
                sources.move(source, State.FAILED);
            }
        }
    }

    /// These were asked of a supplier that no longer has them: they may be asked of another.
    void askAgain(List<Source> asked) {
        for (Source source : asked) {
            if (source.is(State.ASKED) || source.is(State.SLOW)) {
                sources.move(source, State.UNASKED);
            }
        }
    }

    /// Positions that did not answer, or not now.
    BitSet silent() {
        BitSet silent = (BitSet) unreachable.clone();
        silent.or(busy);
        return silent;
    }

    boolean wasBusy(int position) {
        return busy.get(position);
    }

    /// This position may be asked again.
    void revive(int position) {
        unreachable.clear(position);
        busy.clear(position);
        for (Source source : sources.ofPosition(position)) {
            if (source.is(State.FAILED)) {
                sources.move(source, State.UNASKED);
            }
        }
    }

    /// The block and the wanted bytes of it.
    GatheredBlock gathered() {
        ByteBuffer bytes = content();
        return new GatheredBlock(
                new BlockReference(
                        wanted.address(), Objects.requireNonNull(root), wanted.blockLength()),
                bytes);
    }

    /// The wanted bytes; missing data fragments are reconstructed into their place.
    private ByteBuffer content() {
        BitSet good = sources.in(State.GOOD);
        BitSet missing = sources.wanted();
        missing.andNot(good);
        if (!missing.isEmpty()) {
            missing.stream().forEach(fragment -> fragments[fragment] = place(fragment));
            BlockBuffer.code(layout).reconstruct(fragments, good, missing);
        }
        return ByteBuffer.wrap(content, wanted.offset() - first * fragmentLength, wanted.length())
                .slice();
    }

    boolean isReconstructed() {
        return sources.missing() > 0;
    }

    /// One line for each position that has not answered so far or was busy.
    ///
    /// @param most lines
    List<String> silentLines(int most) {
        List<String> lines = new ArrayList<>();
        for (int position = 0; position < layout.carriers() && lines.size() < most; position++) {
            List<Source> here = sources.ofPosition(position);
            if (busy.get(position)) {
                lines.add("position %d (carrier %s): busy".formatted(position, carrier(position)));
            } else if (here.stream()
                    .anyMatch(each -> each.is(State.ASKED) || each.is(State.SLOW))) {
                lines.add(
                        "position %d (carrier %s): no answer so far"
                                .formatted(position, carrier(position)));
            }
        }
        return lines;
    }

    private MemorySegment place(int fragment) {
        return MemorySegment.ofArray(content)
                .asSlice((long) (fragment - first) * fragmentLength, fragmentLength);
    }
}
