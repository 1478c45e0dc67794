package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import dev.stowage.erasure.kernel.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Products of matrices over GF(2^8) with rows of bytes.
///
/// A matrix is cut into blocks of a few rows and columns. Only the shape of a block makes a
/// circuit, so that all matrices share a handful of routines, whatever their coefficients.
final class MatrixPrograms {

    private static final int MOST_ROWS = 4;
    private static final int MOST_COLUMNS = 8;

    private final RoutineFactory routines;
    private final Map<Shape, Routine> routineOfShape = new ConcurrentHashMap<>();

    /// A block of a matrix.
    ///
    /// @param adding whether its product is added to what the targets hold, or replaces it
    private record Shape(int rows, int columns, boolean adding) {

        Circuit circuit() {
            Draft draft = new Draft(adding ? columns + rows : columns);
            int[] sums = new int[rows];
            for (int row = 0; row < rows; row++) {
                sums[row] = adding ? columns + row : Circuit.ZERO;
            }
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    sums[row] = draft.sum(sums[row], draft.slot(), column);
                }
            }
            return draft.finish(Arrays.stream(sums).boxed().toList());
        }
    }

    MatrixPrograms(RoutineFactory routines) {
        this.routines = routines;
    }

    /// The program that makes each target a sum of multiples of the sources.
    ///
    /// @param matrix one row for each target, one coefficient in it for each source
    Program program(byte[][] matrix) {
        int targets = matrix.length;
        int sources = matrix[0].length;
        List<Stage> stages = new ArrayList<>();
        for (Block rows : Block.split(targets, MOST_ROWS)) {
            for (Block columns : Block.split(sources, MOST_COLUMNS)) {
                stages.add(stage(matrix, rows, columns));
            }
        }
        return new Program(sources, targets, 0, stages);
    }

    private Stage stage(byte[][] matrix, Block rows, Block columns) {
        boolean adding = columns.begin() > 0;
        Shape shape = new Shape(rows.size(), columns.size(), adding);
        int[] coefficients =
                columns.indexes()
                        .flatMap(column -> rows.indexes().map(row -> matrix[row][column] & 0xFF))
                        .toArray();
        int sources = matrix[0].length;
        int[] written = rows.indexes().map(row -> sources + row).toArray();
        IntStream read =
                adding
                        ? IntStream.concat(columns.indexes(), Arrays.stream(written))
                        : columns.indexes();
        return new Stage(
                routineOfShape.computeIfAbsent(shape, each -> routines.routine(each.circuit())),
                coefficients,
                IntStream.concat(read, Arrays.stream(written)).toArray());
    }

    /// Neighbouring rows or columns.
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
