package dev.stowage.erasure.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which rows lie in byte arrays, and where in them.
public final class HeapRows {

    private final byte[] @Nullable [] arrays;
    private final int[] offsets;

    public HeapRows(int rows) {
        arrays = new byte[rows][];
        offsets = new int[rows];
    }

    /// Looks at the segments: their rows are numbered one after the other.
    public void find(MemorySegment[]... groups) {
        int row = 0;
        for (MemorySegment[] group : groups) {
            for (MemorySegment segment : group) {
                byte[] array =
                        segment.heapBase().orElse(null) instanceof byte[] bytes ? bytes : null;
                arrays[row] = array;
                offsets[row] = array == null ? 0 : (int) segment.address();
                row++;
            }
        }
    }

    /// Lets the arrays go.
    public void forget() {
        Arrays.fill(arrays, null);
    }

    /// Returns the array of a row, or null if it lies elsewhere or must not be written.
    public byte @Nullable [] array(int row) {
        return arrays[row];
    }

    /// Returns the array of a row that has one.
    public byte[] get(int row) {
        byte[] array = arrays[row];
        if (array == null) {
            throw new IllegalStateException("row %d is not on the heap".formatted(row));
        }
        return array;
    }

    /// Returns where in its array a row begins.
    public int offset(int row) {
        return offsets[row];
    }
}
