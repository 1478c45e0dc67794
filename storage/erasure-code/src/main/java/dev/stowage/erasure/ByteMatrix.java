package dev.stowage.erasure;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A matrix over [ByteField] that makes each target fragment a sum of multiples of the source fragments.
///
/// Fragments are worked through in tiles that stay in the processor's cache. Within a tile eight bytes
/// are one long, and a row is summed by Horner's rule over the bits of its coefficients:
///
///     sum = (…((sources with bit 7) · 2 + (sources with bit 6)) · 2 + …) + (sources with bit 0)
///
/// so the inner loops are only XOR and doubling over arrays, which the JIT compiler turns into vector
/// instructions on any processor; this is several times faster than a table of products.
final class ByteMatrix {

    private static final int TILE_LONGS = 256;

    private final byte[][] rows;

    /// @param rows one row for each target, one coefficient in it for each source
    ByteMatrix(byte[][] rows) {
        this.rows = rows;
    }

    /// Overwrites the targets. All segments have the same length; targets overlap nothing.
    ///
    /// @param sources as many as a row has coefficients
    /// @param targets as many as there are rows, at least one
    void multiply(MemorySegment[] sources, MemorySegment[] targets) {
        long length = targets[0].byteSize();
        int tileLongs = (int) Math.min(TILE_LONGS, Math.ceilDiv(length, Long.BYTES));
        long tileBytes = (long) tileLongs * Long.BYTES;
        Tile tile = new Tile(sources.length, tileLongs);
        for (long offset = 0; offset < length; offset += tileBytes) {
            long bytes = Math.min(tileBytes, length - offset);
            tile.load(sources, offset, bytes);
            for (int row = 0; row < targets.length; row++) {
                tile.sum(rows[row]);
                tile.store(targets[row], offset, bytes);
            }
        }
    }

    /// A stretch of all sources, and the sum that becomes the same stretch of one target. After a
    /// short load what lies beyond it is old; it is summed too and not stored.
    private static final class Tile {

        private static final int SUMMANDS = 4;

        private final long[][] sources;
        private final long[] sum;
        private final long[] zero;

        /// The sources that have the current bit, filled up with zero to a multiple of [#SUMMANDS].
        private final long[][] chosen;

        Tile(int sources, int longs) {
            this.sources = new long[sources][longs];
            this.sum = new long[longs];
            this.zero = new long[longs];
            this.chosen = new long[sources + SUMMANDS][];
        }

        void load(MemorySegment[] fragments, long offset, long bytes) {
            for (int i = 0; i < sources.length; i++) {
                MemorySegment tile = MemorySegment.ofArray(sources[i]);
                MemorySegment.copy(fragments[i], offset, tile, 0, bytes);
            }
        }

        void store(MemorySegment fragment, long offset, long bytes) {
            MemorySegment.copy(MemorySegment.ofArray(sum), 0, fragment, offset, bytes);
        }

        void sum(byte[] coefficients) {
            Arrays.fill(sum, 0);
            for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
                twice(sum);
                int count = choose(coefficients, bit);
                for (int i = 0; i < count; i += SUMMANDS) {
                    add(sum, chosen[i], chosen[i + 1], chosen[i + 2], chosen[i + 3]);
                }
            }
        }

        private int choose(byte[] coefficients, int bit) {
            int count = 0;
            for (int i = 0; i < coefficients.length; i++) {
                if ((coefficients[i] >> bit & 1) != 0) {
                    chosen[count++] = sources[i];
                }
            }
            while (count % SUMMANDS != 0) {
                chosen[count++] = zero;
            }
            return count;
        }

        private static void twice(long[] sum) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] = ByteField.twice(sum[i]);
            }
        }

        private static void add(long[] sum, long[] a, long[] b, long[] c, long[] d) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
            }
        }
    }
}
