package dev.stowage.erasure;

import dev.stowage.erasure.kernel.HeapRows;
import dev.stowage.erasure.kernel.Routine;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A stretch of all fragments of a wide code, at work: rows of scratch memory, one for each plane
/// of each symbol, and the places in the fragments where they come from and go to.
///
/// All rows of a plane follow one another without a gap, so neighbouring rows are one long row to a
/// routine. A plane of a fragment is one of the equal parts into which its bytes are cut.
final class WideTile {

    /// What a routine has at most: four symbols of four planes going in, and as many coming out.
    private static final int MOST_ROWS = 32;

    /// Wide rows make few runs of the routines, and long stretches of memory in one go: that is
    /// worth more than keeping all rows in a cache, of which transforms, being depth first, need
    /// little at a time. Measured from 256 to 8192.
    private static final int WIDEST_ROW = 2048;

    private static final int MOST_BYTES = 64 << 20;

    /// Of two twiddles of four planes and one of two.
    private static final int MOST_COEFFICIENTS = 21;

    private final int planes;
    private final int rows;
    private final HeapRows heap;
    private final byte[][] arrays = new byte[MOST_ROWS][];
    private final int[] offsets = new int[MOST_ROWS];

    private final int[] coefficients = new int[MOST_COEFFICIENTS];

    private byte[] memory = {};
    private MemorySegment copies = MemorySegment.NULL;
    private MemorySegment[] fragments = {};
    private int width;
    private int planeLength;
    private int position;
    private int bytes;
    private boolean inPlace;

    /// @param planes of a symbol
    /// @param rows of each plane
    /// @param fragments how many the code has
    WideTile(int planes, int rows, int fragments) {
        this.planes = planes;
        this.rows = rows;
        this.heap = new HeapRows(fragments);
    }

    /// Lays hold of the fragments. If all lie on the heap, routines may read and write them there.
    void take(FragmentArray array) {
        fragments = array.all();
        planeLength = Math.toIntExact(array.length() / planes);
        setWidth();
        heap.find(fragments);
        inPlace = array.used().stream().allMatch(i -> heap.array(i) != null);
    }

    /// Makes rows as wide as a plane of a fragment, within bounds.
    private void setWidth() {
        int grains = Math.ceilDiv(planeLength, Routine.GRAIN) * Routine.GRAIN;
        int fitting = Integer.highestOneBit(MOST_BYTES / (rows * planes));
        width = Math.min(grains, Math.clamp(fitting, Routine.GRAIN, WIDEST_ROW));
        int bytes = Math.multiplyExact(planes * rows, width);
        if (memory.length < bytes) {
            memory = new byte[bytes];
            copies = MemorySegment.ofArray(memory);
        }
    }

    /// Lets the fragments go.
    void release() {
        fragments = new MemorySegment[0];
        heap.forget();
    }

    int planes() {
        return planes;
    }

    int width() {
        return width;
    }

    int planeLength() {
        return planeLength;
    }

    /// Room for the coefficients of the next run.
    int[] coefficients() {
        return coefficients;
    }

    /// Moves to a stretch of each plane: from here on, at most the width.
    void moveTo(int start) {
        position = start;
        bytes = Math.min(width, planeLength - start);
    }

    /// Whether routines may read and write this stretch where it lies.
    boolean isInPlace() {
        return inPlace && bytes % Routine.GRAIN == 0;
    }

    /// How many bytes of this stretch a routine works on.
    int bytes() {
        return Math.ceilDiv(bytes, Routine.GRAIN) * Routine.GRAIN;
    }

    void load(int fragment, int row) {
        for (int plane = 0; plane < planes; plane++) {
            long from = (long) plane * planeLength + position;
            MemorySegment.copy(fragments[fragment], from, copies, offset(row, plane), bytes);
        }
    }

    void store(int row, int fragment) {
        for (int plane = 0; plane < planes; plane++) {
            long to = (long) plane * planeLength + position;
            MemorySegment.copy(copies, offset(row, plane), fragments[fragment], to, bytes);
        }
    }

    void clear(int row) {
        for (int plane = 0; plane < planes; plane++) {
            int offset = offset(row, plane);
            Arrays.fill(memory, offset, offset + width, (byte) 0);
        }
    }

    /// Puts a row in place for the next run.
    ///
    /// @param index of the row in the routine
    void placeRow(int index, int row, int plane) {
        arrays[index] = memory;
        offsets[index] = offset(row, plane);
    }

    /// Puts a stretch of a fragment in place for the next run.
    void placeFragment(int index, int fragment, int plane) {
        arrays[index] = heap.get(fragment);
        offsets[index] = heap.offset(fragment) + plane * planeLength + position;
    }

    void run(Routine routine, int[] coefficients, int length) {
        routine.run(arrays, offsets, coefficients, length);
    }

    private int offset(int row, int plane) {
        return (plane * rows + row) * width;
    }
}
