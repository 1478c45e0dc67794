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
/// is made by a second code, which must agree. Each time both stretches of memory are compared as a
/// whole, so that a byte too few is found, and a byte too many.
final class LossTrial implements AutoCloseable {

    /// To encode the widest codes takes longer than to lose half of their fragments once.
    private static final int PATTERNS_PER_CONTENT = 8;

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
    private final MemorySegment blank;
    private @Nullable Content content;

    /// Where the two codes differ before anything is lost.
    private @Nullable String disagreement;

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
        this.blank = arena.allocate(longest).fill(BLANK);
    }

    /// How many times too few fragments were left, and the code said so.
    int refused() {
        return refused;
    }

    /// Loses half of the fragments, or all of half of the positions, and reconstructs them or some
    /// of them.
    ///
    /// @param seed decides what is lost; its content is that of its neighbours
    /// @return what went wrong, if anything
    @Nullable String run(long seed) {
        long contentSeed = Math.floorDiv(seed, PATTERNS_PER_CONTENT);
        Content current = content;
        if (current == null || current.seed != contentSeed) {
            current = encode(contentSeed);
            content = current;
            disagreement = current.difference();
        }
        String failure =
                disagreement == null
                        ? lose(current, new SplittableRandom(seed))
                        : "fragments are encoded in two ways: " + disagreement;
        return failure == null ? null : "%s, with %s".formatted(failure, current);
    }

    private Content encode(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = length(random);
        int gap = random.nextInt(3) == 0 ? 0 : random.nextInt(MOST_GAP + 1);
        boolean heap = random.nextBoolean();
        long bytes = gap + (long) code.fragments() * (length + gap);
        fill(bytes, random);
        Content encoded =
                new Content(
                        seed,
                        length,
                        gap,
                        expected.asSlice(0, bytes),
                        (heap ? onHeap : offHeap).asSlice(0, bytes),
                        code.fragments());
        encoded.tried.copyFrom(encoded.right);
        second.encode(encoded.rightFragments);
        code.encode(encoded.triedFragments);
        return encoded;
    }

    /// What is encoded, twice: fragments of one length in one stretch of memory, each after a gap.
    private static final class Content {

        final long seed;
        final int length;
        final int gap;

        /// What there should be.
        final MemorySegment right;

        /// What the code makes of it.
        final MemorySegment tried;

        final MemorySegment[] rightFragments;
        final MemorySegment[] triedFragments;

        Content(
                long seed,
                int length,
                int gap,
                MemorySegment right,
                MemorySegment tried,
                int fragments) {
            this.seed = seed;
            this.length = length;
            this.gap = gap;
            this.right = right;
            this.tried = tried;
            this.rightFragments = slices(right, fragments);
            this.triedFragments = slices(tried, fragments);
        }

        private MemorySegment[] slices(MemorySegment memory, int count) {
            MemorySegment[] slices = new MemorySegment[count];
            for (int i = 0; i < count; i++) {
                slices[i] = memory.asSlice(gap + (long) i * (length + gap), length);
            }
            return slices;
        }

        @Nullable String difference() {
            long difference = right.mismatch(tried);
            if (difference < 0) {
                return null;
            }
            long at = difference - gap;
            return at >= 0 && at % (length + gap) < length
                    ? "byte %d of fragment %d is wrong"
                            .formatted(at % (length + gap), at / (length + gap))
                    : "a byte between the fragments was written";
        }

        @Override
        public String toString() {
            return "%d bytes each %s the heap".formatted(length, tried.isNative() ? "off" : "on");
        }
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

    private @Nullable String lose(Content content, SplittableRandom random) {
        BitSet lost = random.nextBoolean() ? lostFragments(random) : lostPositions(random);
        BitSet wanted = random.nextInt(4) == 0 ? some(lost, random) : lost;
        BitSet present = (BitSet) lost.clone();
        present.flip(0, code.fragments());
        boolean possible = determines.test(present, wanted);
        content.tried.copyFrom(content.right);
        MemorySegment[] fragments = content.triedFragments;
        lost.stream().forEach(i -> fragments[i].fill(BLANK));
        try {
            code.reconstruct(fragments, present, wanted);
            if (!possible) {
                return "what is not determined was reconstructed";
            }
        } catch (TooFewFragmentsException tooFew) {
            refused++;
            if (possible) {
                return "refused: " + tooFew.getMessage();
            }
            wanted = new BitSet();
        }
        lost.andNot(wanted);
        for (int i = lost.nextSetBit(0); i >= 0; i = lost.nextSetBit(i + 1)) {
            if (fragments[i].mismatch(blank.asSlice(0, content.length)) >= 0) {
                return "fragment %d was written and not wanted".formatted(i);
            }
            fragments[i].copyFrom(content.rightFragments[i]);
        }
        return content.difference();
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
