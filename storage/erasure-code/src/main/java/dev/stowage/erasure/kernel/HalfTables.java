package dev.stowage.erasure.kernel;

import dev.stowage.erasure.field.ByteField;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What vector permutations look up to multiply a byte by a coefficient c: the product is that of its low
/// half, plus that of its high half.
///
///     0 … 15     c · i              for the low half i
///     16 … 31    c · (i << 4)       for the high half i
///     32 … 47    zero
///     48 … 63    c · (i << 4)       again
///
/// A permutation takes as many low bits of an index byte as the table has. So a vector of 32 or of 64 bytes,
/// loaded at 0, serves both halves: the low one is the index itself, the high one with bits 4 and 5 set. With
/// vectors of 16 bytes there are two, and the indexes need no masks.
///
/// Off the heap each table is in one line of the processor's cache, where an array could lie anyhow.
final class HalfTables {

    /// How many bits are half a byte.
    static final int BITS = 4;

    /// How many values half a byte has.
    static final int ENTRIES = 1 << BITS;

    /// What marks an index as that of a high half.
    static final int HIGH_HALF = 0x30;

    /// The table of c begins at this many bytes times c.
    static final int STRIDE = 64;

    private static final MemorySegment ALL = tables();

    private HalfTables() {}

    /// The tables of all coefficients.
    static MemorySegment all() {
        return ALL;
    }

    private static MemorySegment tables() {
        MemorySegment tables = Arena.global().allocate(ByteField.SIZE * STRIDE, STRIDE);
        for (int coefficient = 0; coefficient < ByteField.SIZE; coefficient++) {
            long table = (long) STRIDE * coefficient;
            for (int i = 0; i < ENTRIES; i++) {
                byte high = (byte) ByteField.multiply(coefficient, i << BITS);
                byte low = (byte) ByteField.multiply(coefficient, i);
                tables.set(ValueLayout.JAVA_BYTE, table + i, low);
                tables.set(ValueLayout.JAVA_BYTE, table + ENTRIES + i, high);
                tables.set(ValueLayout.JAVA_BYTE, table + HIGH_HALF + i, high);
            }
        }
        return tables.asReadOnly();
    }
}
