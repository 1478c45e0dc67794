package dev.stowage.erasure.kernel;

import java.lang.foreign.MemorySegment;

/// Tiles of rows as arrays of longs, each long eight bytes.
///
/// The JIT compiler makes vector instructions of a loop over arrays on any processor, provided that
/// its body is short, that all arrays have the same index, and that there is enough of them to make
/// up for the first and last steps, which it does one by one.
final class LongTiles {

    /// How many longs of an array are used.
    static final int LONGS = 512;

    /// How many bytes these are.
    static final int BYTES = LONGS * Long.BYTES;

    /// With the header of the array the tiles that are allocated together then lie alike in the
    /// lines of the processor's cache. A loop is aligned to one of its arrays, and so to all.
    private static final int FILLING = 6;

    private LongTiles() {}

    /// So many tiles, allocated together.
    static long[][] allocate(int count) {
        return new long[count][LONGS + FILLING];
    }

    static void load(long[] tile, byte[] bytes, int offset, int count) {
        MemorySegment longs = MemorySegment.ofArray(tile);
        MemorySegment.copy(MemorySegment.ofArray(bytes), offset, longs, 0, count);
    }

    static void store(long[] tile, byte[] bytes, int offset, int count) {
        MemorySegment longs = MemorySegment.ofArray(tile);
        MemorySegment.copy(longs, 0, MemorySegment.ofArray(bytes), offset, count);
    }
}
