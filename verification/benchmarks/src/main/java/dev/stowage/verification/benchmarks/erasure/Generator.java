package dev.stowage.verification.benchmarks.erasure;

import java.util.stream.Stream;

/// The code `rs` over GF(2^8) as a matrix, from its definition in docs/format.md and nothing else,
/// for coders that multiply by matrices.
///
/// With m the power of two at or above K, parity j = sum over i of data i / w_(m + (i^j)).
final class Generator {

    private static final int[] CANTOR_BASIS = {0x01, 0xD6, 0x98, 0x92, 0x56, 0xC8, 0x58, 0xE6};

    /// Beyond this K there are more points than GF(2^8) has elements.
    static final int MOST_DATA_FRAGMENTS = 128;

    private final int k;
    private final int[][] rows;

    /// @param k the number of data fragments, at most 128
    Generator(int k) {
        this.k = k;
        this.rows = new int[2 * k][k];
        int m = Integer.highestOneBit(2 * k - 1);
        for (int i = 0; i < k; i++) {
            rows[i][i] = 1;
            for (int j = 0; j < k; j++) {
                rows[k + j][i] = ProductTable.inverse(point(m + (i ^ j)));
            }
        }
    }

    /// Returns K.
    int dataFragments() {
        return k;
    }

    /// Returns the matrix that makes the targets of the work from the first K available ones: a row
    /// for each target, a coefficient in it for each source, both in ascending order.
    byte[][] matrix(Work work) {
        int[][] inverse = inverse(work.sources(k).stream().mapToObj(i -> rows[i].clone()));
        return work.targets().stream()
                .mapToObj(i -> product(rows[i], inverse))
                .toArray(byte[][]::new);
    }

    private int[][] inverse(Stream<int[]> sources) {
        int[][] left = sources.toArray(int[][]::new);
        int[][] right = new int[k][k];
        for (int i = 0; i < k; i++) {
            right[i][i] = 1;
        }
        for (int column = 0; column < k; column++) {
            int pivot = column;
            while (left[pivot][column] == 0) {
                pivot++;
            }
            swap(left, pivot, column);
            swap(right, pivot, column);
            int factor = ProductTable.inverse(left[column][column]);
            scale(left[column], factor);
            scale(right[column], factor);
            for (int row = 0; row < k; row++) {
                if (row != column) {
                    int multiple = left[row][column];
                    add(left[row], left[column], multiple);
                    add(right[row], right[column], multiple);
                }
            }
        }
        return right;
    }

    private static void swap(int[][] rows, int a, int b) {
        int[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    private static void scale(int[] row, int factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] = ProductTable.multiply(row[i], factor);
        }
    }

    private static void add(int[] row, int[] other, int multiple) {
        for (int i = 0; i < row.length; i++) {
            row[i] ^= ProductTable.multiply(other[i], multiple);
        }
    }

    private static byte[] product(int[] row, int[][] matrix) {
        int[] sum = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            add(sum, matrix[i], row[i]);
        }
        byte[] bytes = new byte[sum.length];
        for (int i = 0; i < sum.length; i++) {
            bytes[i] = (byte) sum[i];
        }
        return bytes;
    }

    private static int point(int j) {
        int point = 0;
        for (int i = 0; i < CANTOR_BASIS.length; i++) {
            if ((j >> i & 1) != 0) {
                point ^= CANTOR_BASIS[i];
            }
        }
        return point;
    }
}
