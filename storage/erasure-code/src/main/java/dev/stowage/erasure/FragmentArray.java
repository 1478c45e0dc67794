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
        FragmentArray array = new FragmentArray(used(fragments, used), used);
        array.checkLengths();
        array.checkSymbols(code);
        array.checkWritable(written);
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

    private static MemorySegment[] used(@Nullable MemorySegment[] fragments, BitSet used) {
        MemorySegment[] segments = new MemorySegment[fragments.length];
        Arrays.fill(segments, MemorySegment.NULL);
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            MemorySegment segment = fragments[i];
            if (segment == null) {
                throw new IllegalArgumentException("fragment %d is null".formatted(i));
            }
            segments[i] = segment;
        }
        return segments;
    }

    private void checkLengths() {
        int first = used.nextSetBit(0);
        for (int i = first; i >= 0; i = used.nextSetBit(i + 1)) {
            long length = segments[i].byteSize();
            long expected = segments[first].byteSize();
            require(length > 0, "fragment %d is empty", i);
            require(
                    length == expected,
                    "fragments differ in length: %d has %d bytes, %d has %d",
                    first,
                    expected,
                    i,
                    length);
        }
    }

    private void checkSymbols(ErasureCode code) {
        int any = used.nextSetBit(0);
        require(
                any < 0 || segments[any].byteSize() % code.symbolBytes() == 0,
                "fragments of %d bytes are not whole symbols of %d",
                any < 0 ? 0 : segments[any].byteSize(),
                code.symbolBytes());
    }

    private void checkWritable(BitSet written) {
        for (int i = written.nextSetBit(0); i >= 0; i = written.nextSetBit(i + 1)) {
            require(!segments[i].isReadOnly(), "fragment %d is to be written but read-only", i);
        }
    }

    private static void require(boolean condition, String message, Object... numbers) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(numbers));
        }
    }
}
