package dev.stowage.erasure.kernel;

/// One routine of a [Program], with its coefficients and the rows on which it runs.
public final class Stage {

    private final Routine routine;
    private final int[] coefficients;
    private final int[] rows;

    /// @param routine of a circuit or a matrix
    /// @param coefficients for its slots or entries
    /// @param rows of the program that are its inputs and outputs
    public Stage(Routine routine, int[] coefficients, int[] rows) {
        this.routine = routine;
        this.coefficients = coefficients.clone();
        this.rows = rows.clone();
    }

    int rows() {
        return rows.length;
    }

    /// Runs on a tile of the program's rows.
    ///
    /// @param arrays of all rows of the program
    /// @param offsets of all rows of the program
    /// @param own room for the arrays of the rows of this stage
    /// @param ownOffsets room for their offsets
    void run(byte[][] arrays, int[] offsets, byte[][] own, int[] ownOffsets, int bytes) {
        for (int i = 0; i < rows.length; i++) {
            own[i] = arrays[rows[i]];
            ownOffsets[i] = offsets[rows[i]];
        }
        routine.run(own, ownOffsets, coefficients, bytes);
    }
}
