package dev.stowage.erasure.kernel;

/// A [Circuit], or the product of a matrix in plain loops, made ready to run.
@FunctionalInterface
public interface Routine {

    /// Lengths are multiples of this many bytes.
    int GRAIN = 64;

    /// Reads the rows of the inputs and overwrites those of the outputs. Row i is
    /// `arrays[i][offsets[i] … offsets[i] + length - 1]`: first the inputs, then the outputs. An
    /// output of a circuit may be the same row as an input; otherwise rows that are written overlap
    /// nothing.
    ///
    /// @param arrays one for each row, at least
    /// @param offsets one for each row, at least
    /// @param coefficients an element of GF(2^8), `0 … 255`, for each slot of the circuit or each
    ///   entry of the matrix
    /// @param length of each row, a multiple of [#GRAIN]
    void run(byte[][] arrays, int[] offsets, int[] coefficients, int length);
}
