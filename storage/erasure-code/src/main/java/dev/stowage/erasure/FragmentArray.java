package dev.stowage.erasure;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// An array of fragments that was found fit for a code: all that is to be read or written is there,
/// of one length, and writable where it must be.
final class FragmentArray {

    private final MemorySegment[] segments;
    private final BitSet used;

    private FragmentArray(MemorySegment[] segments, BitSet used) {
        this.segments = segments;
        this.used = used;
    }

    /// @param code the code whose fragments these are
    /// @param fragments one entry for each fragment of the code
    /// @param read indexes of the fragments that are given
    /// @param written indexes of the fragments that will be overwritten
    /// @throws IllegalArgumentException saying, with numbers, what is wrong
    static FragmentArray check(
            ErasureCode code, @Nullable MemorySegment[] fragments, BitSet read, BitSet written) {
        require(
                fragments.length == code.fragments(),
                "need an array of %d fragments, got %d",
                code.fragments(),
                fragments.length);
        BitSet used = union(code, read, written);
        FragmentArray array = of(fragments, used, written);
        array.checkSymbols(code);
        return array;
    }

    /// Returns the union of two sets of indexes.
    ///
    /// @throws IllegalArgumentException if one of them is beyond the code's last fragment
    static BitSet union(ErasureCode code, BitSet first, BitSet second) {
        BitSet union = (BitSet) first.clone();
        union.or(second);
        require(
                union.length() <= code.fragments(),
                "fragment %d does not exist, the last one is %d",
                union.length() - 1,
                code.fragments() - 1);
        return union;
    }

    /// Returns the segments of the given fragments, which are among those that were checked.
    MemorySegment[] at(BitSet indexes) {
        return indexes.stream().mapToObj(i -> segments[i]).toArray(MemorySegment[]::new);
    }

    /// Returns one entry for each fragment of the code; those that were not checked are empty.
    MemorySegment[] all() {
        return segments;
    }

    /// Returns which fragments are read or written.
    BitSet used() {
        return used;
    }

    /// Returns how many bytes each of them has; there is at least one.
    long length() {
        return segments[used.nextSetBit(0)].byteSize();
    }

    /// Returns the first K of the available fragments, which have the most data among them: what a
    /// code reads for which any K suffice. Nothing, if what is wanted is available.
    ///
    /// @throws TooFewFragmentsException if there are fewer
    static BitSet firstOf(ErasureCode code, BitSet available, BitSet wanted) {
        BitSet missing = union(code, available, wanted);
        missing.andNot(available);
        if (missing.isEmpty()) {
            return missing;
        }
        if (available.cardinality() < code.dataFragments()) {
            throw new TooFewFragmentsException(code.dataFragments(), code.fragments(), available);
        }
        BitSet first = new BitSet(code.fragments());
        available.stream().limit(code.dataFragments()).forEach(first::set);
        return first;
    }

    /// Looks at each segment once: there may be 131,072 of them, each a reference into far memory.
    private static FragmentArray of(
            @Nullable MemorySegment[] fragments, BitSet used, BitSet written) {
        MemorySegment[] segments = new MemorySegment[fragments.length];
        Arrays.fill(segments, MemorySegment.NULL);
        int first = used.nextSetBit(0);
        for (int i = first; i >= 0; i = used.nextSetBit(i + 1)) {
            MemorySegment segment = fragments[i];
            if (segment == null) {
                throw refusal("fragment %d is null", i);
            }
            segments[i] = segment;
            long length = segment.byteSize();
            long expected = segments[first].byteSize();
            if (length == 0) {
                throw refusal("fragment %d is empty", i);
            }
            if (length != expected) {
                throw refusal(
                        "fragments differ in length: %d has %d bytes, %d has %d",
                        first, expected, i, length);
            }
            if (segment.isReadOnly() && written.get(i)) {
                throw refusal("fragment %d is to be written but read-only", i);
            }
        }
        return new FragmentArray(segments, used);
    }

    private void checkSymbols(ErasureCode code) {
        int any = used.nextSetBit(0);
        require(
                any < 0 || segments[any].byteSize() % code.symbolBytes() == 0,
                "fragments of %d bytes are not whole symbols of %d",
                any < 0 ? 0 : segments[any].byteSize(),
                code.symbolBytes());
    }

    private static void require(boolean condition, String message, Object... numbers) {
        if (!condition) {
            throw refusal(message, numbers);
        }
    }

    private static IllegalArgumentException refusal(String message, Object... numbers) {
        return new IllegalArgumentException(message.formatted(numbers));
    }
}
