package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import dev.stowage.erasure.kernel.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Products of matrices over GF(2^8) with rows of bytes.
///
/// A matrix is cut into blocks of a few rows. Only the shape of a block makes a routine, so that
/// all matrices share a handful of routines, whatever their coefficients.
final class MatrixPrograms {

    /// For a shape whose routine takes any number of columns.
    private static final int ANY_COLUMNS = -1;

    private final RoutineFactory routines;
    private final Map<Shape, Routine> routineOfShape = new ConcurrentHashMap<>();

    private record Shape(int rows, int columns) {}

    MatrixPrograms(RoutineFactory routines) {
        this.routines = routines;
    }

    /// The program that makes each target a sum of multiples of the sources.
    ///
    /// @param matrix one row for each target, one coefficient in it for each source
    Program program(byte[][] matrix) {
        int targets = matrix.length;
        int sources = matrix[0].length;
        List<Stage> stages =
                Block.split(targets, routines.kernel().mostTargets()).stream()
                        .map(rows -> stage(matrix, rows))
                        .toList();
        return Program.ofLongTiles(sources, targets, stages);
    }

    private Stage stage(byte[][] matrix, Block rows) {
        int sources = matrix[0].length;
        int[] coefficients =
                IntStream.range(0, sources)
                        .flatMap(column -> rows.indexes().map(row -> matrix[row][column] & 0xFF))
                        .toArray();
        IntStream written = rows.indexes().map(row -> sources + row);
        return new Stage(
                routine(rows.size(), sources),
                coefficients,
                IntStream.concat(IntStream.range(0, sources), written).toArray());
    }

    private Routine routine(int rows, int columns) {
        boolean straight = routines.kernel().prefersCircuit(rows * columns);
        return routineOfShape.computeIfAbsent(
                new Shape(rows, straight ? columns : ANY_COLUMNS),
                shape ->
                        straight
                                ? routines.routine(circuit(rows, columns))
                                : routines.matrix(rows));
    }

    private static Circuit circuit(int rows, int columns) {
        Draft draft = new Draft(columns);
        int[] sums = new int[rows];
        Arrays.fill(sums, Circuit.ZERO);
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                sums[row] = draft.sum(sums[row], draft.slot(), column);
            }
        }
        return draft.finish(Arrays.stream(sums).boxed().toList());
    }

    /// Neighbouring rows.
    private record Block(int begin, int size) {

        /// As few blocks as the largest size allows, of sizes that differ by one at most.
        static List<Block> split(int count, int largest) {
            int blocks = Math.ceilDiv(count, largest);
            return IntStream.range(0, blocks)
                    .mapToObj(
                            i ->
                                    new Block(
                                            count * i / blocks,
                                            count * (i + 1) / blocks - count * i / blocks))
                    .toList();
        }

        IntStream indexes() {
            return IntStream.range(begin, begin + size);
        }
    }
}
