package dev.stowage.cluster.check;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.TooFewFragmentsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Half of the fragments of a code, lost and given back, in memory that serves one trial after the
/// other.
///
/// Fragments lie in random bytes, with gaps or without, on the heap or off it. Beside them the same
/// is made by a second code, which must agree. In the end both stretches of memory are compared as
/// a whole, so that a byte too few is found, and a byte too many.
final class LossTrial implements AutoCloseable {

    private static final int LONGEST = 6000;
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_GAP = 70;
    private static final int GRAIN = 64;
    private static final byte BLANK = 0x5C;

    private final ErasureCode code;
    private final ErasureCode second;
    private final BiPredicate<BitSet, BitSet> determines;
    private final int mostSymbols;
    private final int[] order;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment expected;
    private final MemorySegment onHeap;
    private final MemorySegment offHeap;
    private int refused;

    /// @param second the same code, computed in another way if there is one
    /// @param determines whether fragments that are present determine the wanted ones
    LossTrial(ErasureCode code, ErasureCode second, BiPredicate<BitSet, BitSet> determines) {
        this.code = code;
        this.second = second;
        this.determines = determines;
        int longest = Math.min(LONGEST, MOST_BYTES / code.fragments());
        this.mostSymbols = longest / code.symbolBytes();
        this.order = new int[code.fragments()];
        long most = Long.BYTES + MOST_GAP + (long) code.fragments() * (longest + MOST_GAP);
        this.expected = MemorySegment.ofArray(new byte[Math.toIntExact(most)]);
        this.onHeap = MemorySegment.ofArray(new byte[Math.toIntExact(most)]);
        this.offHeap = arena.allocate(most);
    }

    /// How many times too few fragments were left, and the code said so.
    int refused() {
        return refused;
    }

    /// Loses half of the fragments, or all of half of the positions, and reconstructs them or some
    /// of them.
    ///
    /// @return what went wrong, if anything
    @Nullable String run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = length(random);
        int gap = random.nextInt(3) == 0 ? 0 : random.nextInt(MOST_GAP + 1);
        boolean heap = random.nextBoolean();
        long bytes = gap + (long) code.fragments() * (length + gap);
        MemorySegment wanted = expected.asSlice(0, bytes);
        MemorySegment found = (heap ? onHeap : offHeap).asSlice(0, bytes);
        fill(bytes, random);
        found.copyFrom(wanted);
        String failure = run(fragments(wanted, length, gap), fragments(found, length, gap), random);
        long difference = failure == null ? wanted.mismatch(found) : -1;
        if (difference >= 0) {
            long at = difference - gap;
            failure =
                    at >= 0 && at % (length + gap) < length
                            ? "byte %d of fragment %d is wrong"
                                    .formatted(at % (length + gap), at / (length + gap))
                            : "a byte between the fragments was written";
        }
        return failure == null
                ? null
                : "%s, with %d bytes each %s the heap"
                        .formatted(failure, length, heap ? "on" : "off");
    }

    /// Mostly a few symbols, at times so many as memory allows, and at times whole vectors.
    private int length(SplittableRandom random) {
        int most = 1 << random.nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(mostSymbols));
        int symbols = 1 + random.nextInt(Math.min(mostSymbols, most));
        int whole = Math.ceilDiv(symbols, GRAIN) * GRAIN;
        boolean rounded = random.nextInt(4) == 0 && whole <= mostSymbols;
        return code.symbolBytes() * (rounded ? whole : symbols);
    }

    private void fill(long bytes, SplittableRandom random) {
        for (long position = 0; position < bytes; position += Long.BYTES) {
            expected.set(ValueLayout.JAVA_LONG_UNALIGNED, position, random.nextLong());
        }
    }

    private MemorySegment[] fragments(MemorySegment memory, int length, int gap) {
        MemorySegment[] fragments = new MemorySegment[code.fragments()];
        for (int i = 0; i < fragments.length; i++) {
            fragments[i] = memory.asSlice(gap + (long) i * (length + gap), length);
        }
        return fragments;
    }

    private @Nullable String run(
            MemorySegment[] expected, MemorySegment[] found, SplittableRandom random) {
        second.encode(expected);
        code.encode(found);
        for (int i = 0; i < found.length; i++) {
            if (found[i].mismatch(expected[i]) >= 0) {
                return "fragment %d is encoded in two ways".formatted(i);
            }
        }
        BitSet lost = random.nextBoolean() ? lostFragments(random) : lostPositions(random);
        BitSet wanted = random.nextInt(4) == 0 ? some(lost, random) : lost;
        BitSet present = (BitSet) lost.clone();
        present.flip(0, code.fragments());
        boolean possible = determines.test(present, wanted);
        lost.stream()
                .peek(i -> found[i].fill(BLANK))
                .filter(i -> !possible || !wanted.get(i))
                .forEach(i -> expected[i].fill(BLANK));
        try {
            code.reconstruct(found, present, wanted);
            return possible ? null : "what is not determined was reconstructed";
        } catch (TooFewFragmentsException tooFew) {
            refused++;
            return possible ? "refused: " + tooFew.getMessage() : null;
        }
    }

    /// Exactly half of the fragments.
    private BitSet lostFragments(SplittableRandom random) {
        return choose(code.dataFragments(), code.fragments(), random);
    }

    /// Data and parity of half of the positions; of an odd number of positions one fragment more.
    private BitSet lostPositions(SplittableRandom random) {
        int k = code.dataFragments();
        BitSet lost = choose(Math.ceilDiv(k, 2), k, random);
        int single = k % 2 == 0 ? -1 : order[k / 2];
        for (int i = lost.nextSetBit(0); i >= 0 && i < k; i = lost.nextSetBit(i + 1)) {
            lost.set(k + i, i != single);
        }
        return lost;
    }

    private BitSet choose(int count, int of, SplittableRandom random) {
        for (int i = 0; i < of; i++) {
            order[i] = i;
        }
        BitSet chosen = new BitSet();
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(of - i);
            int next = order[other];
            order[other] = order[i];
            order[i] = next;
            chosen.set(next);
        }
        return chosen;
    }

    private static BitSet some(BitSet lost, SplittableRandom random) {
        BitSet some = (BitSet) lost.clone();
        lost.stream().filter(_ -> random.nextBoolean()).forEach(some::clear);
        return some;
    }

    @Override
    public void close() {
        arena.close();
    }
}
