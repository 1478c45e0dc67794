package dev.stowage.erasure.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Multiplies matrices with so many rows, whatever the number of their columns, by loops over
/// longs.
///
/// A coefficient c is a sum of powers of 2, so the product c · v is the sum of some of the eight
/// multiples v, 2v, 4v … 128v. These are made once for a source, eight bytes in a long, and serve
/// all rows; then all that is left is XOR. Four sources are worked on at a time, so that a row
/// takes up to thirty-two multiples while its sum is in the processor's nearest cache.
///
/// The JIT compiler makes vector instructions of loops over arrays on any processor, provided that
/// the loop is short and all arrays have the same index. This is many times faster than a table of
/// products.
final class PortableMatrix implements Routine {

    private static final int TILE_LONGS = 256;
    private static final int TILE_BYTES = TILE_LONGS * Long.BYTES;
    private static final int SOURCES_AT_ONCE = 4;
    private static final int MOST_IDLE_TILES = 16;

    private static final long HIGH_BITS = 0x8080808080808080L;

    /// What x^8 is, in each byte.
    private static final long REDUCED = 0x1D1D1D1D1D1D1D1DL;

    private final int rows;

    /// Those that no run uses at the moment.
    private final Queue<Tile> tiles = new ArrayBlockingQueue<>(MOST_IDLE_TILES);

    /// @param rows of the matrix: how many targets there are
    PortableMatrix(int rows) {
        this.rows = rows;
    }

    @Override
    public void run(byte[][] arrays, int[] offsets, int[] coefficients, int length) {
        Tile tile = tiles.poll();
        if (tile == null) {
            tile = new Tile(rows);
        }
        for (int position = 0; position < length; position += TILE_BYTES) {
            int bytes = Math.min(TILE_BYTES, length - position);
            tile.run(arrays, offsets, coefficients, position, bytes);
        }
        tiles.offer(tile);
    }

    /// What is computed at a time.
    private static final class Tile {

        private final long[][] sums;
        private final long[][] multiples = new long[SOURCES_AT_ONCE * Byte.SIZE][TILE_LONGS];
        private final long[][] addends = new long[SOURCES_AT_ONCE * Byte.SIZE][];

        Tile(int rows) {
            sums = new long[rows][TILE_LONGS];
        }

        void run(byte[][] arrays, int[] offsets, int[] coefficients, int position, int bytes) {
            int rows = sums.length;
            int sources = coefficients.length / rows;
            int longs = bytes / Long.BYTES;
            for (long[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            for (int first = 0; first < sources; first += SOURCES_AT_ONCE) {
                int end = Math.min(first + SOURCES_AT_ONCE, sources);
                for (int source = first; source < end; source++) {
                    int multiple = (source - first) * Byte.SIZE;
                    load(multiples[multiple], arrays[source], offsets[source] + position, bytes);
                    makeMultiples(multiple, longs);
                }
                for (int row = 0; row < rows; row++) {
                    int count = 0;
                    for (int source = first; source < end; source++) {
                        count = choose(coefficients[source * rows + row], source - first, count);
                    }
                    add(sums[row], count, longs);
                }
            }
            for (int row = 0; row < rows; row++) {
                int target = sources + row;
                store(sums[row], arrays[target], offsets[target] + position, bytes);
            }
        }

        private void makeMultiples(int first, int longs) {
            for (int i = first + 1; i < first + Byte.SIZE; i++) {
                makeDouble(multiples[i], multiples[i - 1], longs);
            }
        }

        /// Notes the multiples whose sum is the product with a coefficient, and returns how many
        /// are noted by then.
        private int choose(int coefficient, int source, int noted) {
            int count = noted;
            for (int bits = coefficient; bits != 0; bits &= bits - 1) {
                addends[count++] =
                        multiples[source * Byte.SIZE + Integer.numberOfTrailingZeros(bits)];
            }
            return count;
        }

        /// Adds the multiples that are noted, as many as possible in a loop.
        private void add(long[] sum, int count, int longs) {
            long[][] a = addends;
            int end = count;
            for (; end >= 8; end -= 8) {
                addEight(
                        sum,
                        a[end - 8],
                        a[end - 7],
                        a[end - 6],
                        a[end - 5],
                        a[end - 4],
                        a[end - 3],
                        a[end - 2],
                        a[end - 1],
                        longs);
            }
            if (end >= 4) {
                addFour(sum, a[end - 4], a[end - 3], a[end - 2], a[end - 1], longs);
                end -= 4;
            }
            if (end >= 2) {
                addTwo(sum, a[end - 2], a[end - 1], longs);
                end -= 2;
            }
            if (end == 1) {
                addOne(sum, a[0], longs);
            }
        }
    }

    private static void load(long[] longs, byte[] bytes, int offset, int count) {
        MemorySegment tile = MemorySegment.ofArray(longs);
        MemorySegment.copy(MemorySegment.ofArray(bytes), offset, tile, 0, count);
    }

    private static void store(long[] longs, byte[] bytes, int offset, int count) {
        MemorySegment tile = MemorySegment.ofArray(longs);
        MemorySegment.copy(tile, 0, MemorySegment.ofArray(bytes), offset, count);
    }

    /// With the high bit shifted to the right by 7 and taken from itself, a byte is 7F or 00.
    private static void makeDouble(long[] result, long[] a, int longs) {
        for (int i = 0; i < longs; i++) {
            long v = a[i];
            long high = v & HIGH_BITS;
            result[i] = (v ^ high) << 1 ^ (high - (high >>> 7) & REDUCED);
        }
    }

    private static void addOne(long[] sum, long[] a, int longs) {
        for (int i = 0; i < longs; i++) {
            sum[i] ^= a[i];
        }
    }

    private static void addTwo(long[] sum, long[] a, long[] b, int longs) {
        for (int i = 0; i < longs; i++) {
            sum[i] ^= a[i] ^ b[i];
        }
    }

    private static void addFour(long[] sum, long[] a, long[] b, long[] c, long[] d, int longs) {
        for (int i = 0; i < longs; i++) {
            sum[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }

    private static void addEight(
            long[] sum,
            long[] a,
            long[] b,
            long[] c,
            long[] d,
            long[] e,
            long[] f,
            long[] g,
            long[] h,
            int longs) {
        for (int i = 0; i < longs; i++) {
            sum[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i] ^ f[i] ^ g[i] ^ h[i];
        }
    }
}
