package dev.stowage.transfer.gather;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.layout.Layout;
import dev.stowage.transfer.gather.Source.State;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
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
    private final int last;
    private final byte[] content;
    private final Source[] sources;
    private final @Nullable MemorySegment[] fragments;
    private final BitSet good = new BitSet();
    private final BitSet doubtful = new BitSet();
    private final BitSet unreachable = new BitSet();
    private final BitSet busy = new BitSet();

    BlockAssembly(WantedBlock wanted) {
        this.wanted = wanted;
        this.layout = wanted.layout();
        this.fragmentLength = layout.fragmentLength(wanted.reference().blockLength());
        this.first = wanted.offset() / fragmentLength;
        this.last = (wanted.offset() + wanted.length() - 1) / fragmentLength;
        this.content = new byte[(last - first + 1) * fragmentLength];
        this.sources = new Source[2 * layout.dataFragments()];
        this.fragments = new MemorySegment[sources.length];
        for (int position = 0; position < layout.carriers(); position++) {
            for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
                int fragment = layout.fragment(position, index);
                sources[fragment] = new Source(fragment, position, index);
            }
        }
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
        return layout.carrier(position, wanted.reference().address().block());
    }

    /// Whether the wanted bytes are here or can be computed.
    boolean isComplete() {
        return good.cardinality() >= layout.dataFragments() || wantedAre(State.GOOD, State.GOOD);
    }

    /// Whether what may still come suffices.
    boolean hasHope() {
        long possible = Arrays.stream(sources).filter(each -> !each.is(State.FAILED)).count();
        return isComplete()
                || possible >= layout.dataFragments()
                || Arrays.stream(sources, first, last + 1).noneMatch(each -> each.is(State.FAILED));
    }

    int goodFragments() {
        return good.cardinality();
    }

    /// The sources that should be asked now: first those of the wanted bytes; if one of them fails
    /// or is slow, as many others as K fragments take.
    ///
    /// @param isSuspect whether the supplier at a position is known to be slow: asked only if it
    ///   must be
    List<Source> next(IntPredicate isSuspect) {
        if (isComplete()) {
            return List.of();
        }
        List<Source> next = new ArrayList<>();
        for (Source source : Arrays.asList(sources).subList(first, last + 1)) {
            if (source.is(State.UNASKED)) {
                source.become(isSuspect.test(source.position()) ? State.SLOW : State.ASKED);
                next.add(source);
            }
        }
        if (!wantedAre(State.GOOD, State.ASKED)) {
            addOthers(next, isSuspect);
        }
        return next;
    }

    private void addOthers(List<Source> next, IntPredicate isSuspect) {
        int counted = count(State.GOOD) + count(State.ASKED);
        int wish = layout.dataFragments() - counted;
        int must = wish - count(State.SLOW);
        for (Source source : candidates(isSuspect)) {
            boolean suspect = isSuspect.test(source.position());
            if (suspect ? must > 0 : wish > 0) {
                source.become(suspect ? State.SLOW : State.ASKED);
                next.add(source);
                wish--;
                must--;
            }
        }
    }

    /// Unasked sources, the likeliest first: carriers that have answered well before those that
    /// have not, suspects last, and what gave something wrong at the very end. Neighbours take
    /// turns from block to block.
    private List<Source> candidates(IntPredicate isSuspect) {
        int turn =
                (int)
                        Long.remainderUnsigned(
                                wanted.reference().address().block().bits(), layout.carriers());
        return Arrays.stream(sources)
                .filter(source -> source.is(State.UNASKED))
                .sorted(
                        Comparator.comparingInt((Source each) -> rank(each, isSuspect))
                                .thenComparingInt(
                                        each ->
                                                Math.floorMod(
                                                        each.position() - turn, layout.carriers())))
                .toList();
    }

    private int rank(Source source, IntPredicate isSuspect) {
        if (doubtful.get(source.position())) {
            return 3;
        }
        if (isSuspect.test(source.position())) {
            return 2;
        }
        boolean hasAnswered =
                ofPosition(source.position()).stream().anyMatch(s -> s.is(State.GOOD));
        return hasAnswered || source.fragment() < layout.dataFragments() ? 0 : 1;
    }

    /// All sources at a position.
    List<Source> ofPosition(int position) {
        List<Source> found = new ArrayList<>(layout.fragmentsPerCarrier());
        for (int index = 0; index < layout.fragmentsPerCarrier(); index++) {
            found.add(sources[layout.fragment(position, index)]);
        }
        return found;
    }

    /// Nobody counts on these any more, though an answer is still welcome.
    void slow(List<Source> late) {
        for (Source source : late) {
            if (source.is(State.ASKED)) {
                source.become(State.SLOW);
            }
        }
    }

    /// A proven fragment has come.
    void accept(Source source, ByteBuffer bytes) {
        if (source.is(State.GOOD) || isComplete()) {
            return;
        }
        int fragment = source.fragment();
        if (fragment >= first && fragment <= last) {
            bytes.get(content, (fragment - first) * fragmentLength, fragmentLength);
            fragments[fragment] = place(fragment);
        } else {
            fragments[fragment] = MemorySegment.ofBuffer(bytes);
        }
        good.set(fragment);
        source.become(State.GOOD);
    }

    /// These came wrong: what else the position has is asked for last.
    void corrupt(int position, List<Source> sourcesAsked) {
        doubtful.set(position);
        fail(sourcesAsked);
    }

    /// Nothing is to be had at this position, now or ever.
    void lost(int position) {
        fail(ofPosition(position));
    }

    /// Nobody answers at this position; it may be asked again when its carrier has moved.
    void unreachable(int position) {
        fail(ofPosition(position));
        unreachable.set(position);
    }

    /// The supplier at this position is busy; it may be asked again after a pause.
    void busy(int position) {
        fail(ofPosition(position));
        busy.set(position);
    }

    private static void fail(List<Source> failed) {
        for (Source source : failed) {
            if (!source.is(State.GOOD)) {
                source.become(State.FAILED);
            }
        }
    }

    /// These were asked of a supplier that no longer has them: they may be asked of another.
    void askAgain(List<Source> asked) {
        for (Source source : asked) {
            if (source.is(State.ASKED) || source.is(State.SLOW)) {
                source.become(State.UNASKED);
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
        for (Source source : ofPosition(position)) {
            if (source.is(State.FAILED)) {
                source.become(State.UNASKED);
            }
        }
    }

    /// The wanted bytes; missing data fragments are reconstructed into their place.
    ByteBuffer content() {
        BitSet missing = new BitSet();
        missing.set(first, last + 1);
        missing.andNot(good);
        if (!missing.isEmpty()) {
            missing.stream().forEach(fragment -> fragments[fragment] = place(fragment));
            BlockBuffer.code(layout).reconstruct(fragments, good, missing);
        }
        return ByteBuffer.wrap(content, wanted.offset() - first * fragmentLength, wanted.length())
                .slice();
    }

    boolean isReconstructed() {
        return !wantedAre(State.GOOD, State.GOOD);
    }

    /// One line for each position that has not answered so far or was busy.
    List<String> silentLines() {
        List<String> lines = new ArrayList<>();
        for (int position = 0; position < layout.carriers(); position++) {
            List<Source> here = ofPosition(position);
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

    private boolean wantedAre(State one, State other) {
        return Arrays.stream(sources, first, last + 1)
                .allMatch(source -> source.is(one) || source.is(other));
    }

    private int count(State state) {
        return (int) Arrays.stream(sources).filter(source -> source.is(state)).count();
    }
}
