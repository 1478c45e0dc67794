package dev.stowage.erasure.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.erasure.field.ByteField;
import java.util.Arrays;
import java.util.Random;

/// Rows for a routine, each in an array of its own, at some offset, with guard bytes around it.
final class RowsOfBytes {

    private static final int MOST_OFFSET = 100;
    private static final int GUARD = 70;

    private final int length;
    private final byte[][] arrays;
    private final byte[][] before;
    private final int[] offsets;

    RowsOfBytes(int count, int length, Random random) {
        this.length = length;
        this.arrays = new byte[count][length + MOST_OFFSET + GUARD];
        this.offsets = random.ints(count, 0, MOST_OFFSET).toArray();
        for (byte[] array : arrays) {
            random.nextBytes(array);
        }
        this.before = Arrays.stream(arrays).map(byte[]::clone).toArray(byte[][]::new);
    }

    /// Puts a row at the place of another.
    void unite(int row, int other) {
        arrays[row] = arrays[other];
        before[row] = before[other];
        offsets[row] = offsets[other];
    }

    void run(Routine routine, int[] coefficients) {
        routine.run(arrays, offsets, coefficients, length);
    }

    /// What a row held before, as elements of the field.
    int[] row(int row) {
        int[] elements = new int[length];
        for (int i = 0; i < length; i++) {
            elements[i] = before[row][offsets[row] + i] & 0xFF;
        }
        return elements;
    }

    /// A row holds these elements now, and nothing beside it has changed.
    void assertWritten(int row, int[] elements) {
        byte[] expected = before[row].clone();
        for (int i = 0; i < length; i++) {
            expected[offsets[row] + i] = (byte) elements[i];
        }
        assertThat(arrays[row]).as("row %d", row).isEqualTo(expected);
    }

    void assertUntouched(int row) {
        assertThat(arrays[row]).as("row %d", row).isEqualTo(before[row]);
    }

    /// `a ^ c · b`, element by element.
    static int[] sum(int[] a, int coefficient, int[] b) {
        int[] sum = new int[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] ^ ByteField.multiply(coefficient, b[i]);
        }
        return sum;
    }
}
