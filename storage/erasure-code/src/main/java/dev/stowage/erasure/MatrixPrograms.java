package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Kernel;
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
import java.util.stream.Stream;

/// Products of matrices over GF(2^8) with rows of bytes.
///
/// In vectors, a matrix is cut into blocks of a few rows and columns, each a circuit whose tables
/// have room in the processor's registers, and which adds to the sums of the one before. Only the
/// shape of a block makes a routine, so that all matrices share a handful of routines, whatever
/// their coefficients. In plain loops a matrix is faster in one piece.
final class MatrixPrograms {

    /// As measured: blocks of 3 by 4 have 24 tables, and read and write sums rarely enough.
    private static final int MOST_ROWS = 3;

    private static final int MOST_COLUMNS = 4;

    private final RoutineFactory routines;
    private final Map<Shape, Routine> routineOfShape = new ConcurrentHashMap<>();

    MatrixPrograms(RoutineFactory routines) {
        this.routines = routines;
    }

    /// The program that makes each target a sum of multiples of the sources.
    ///
    /// @param matrix one row for each target, one coefficient in it for each source
    Program program(byte[][] matrix) {
        Range targets = new Range(0, matrix.length);
        Range sources = new Range(0, matrix[0].length);
        boolean undivided = routines.kernel() == Kernel.PORTABLE;
        List<Range> columns = sources.split(undivided ? sources.size() : MOST_COLUMNS);
        List<Stage> stages = new ArrayList<>();
        for (Range rows : targets.split(undivided ? targets.size() : MOST_ROWS)) {
            columns.forEach(each -> stages.add(block(matrix, rows, each)));
        }
        return new Program(sources.size(), targets.size(), 0, stages);
    }

    private Stage block(byte[][] matrix, Range rows, Range columns) {
        boolean goesOn = columns.begin() > 0;
        int sources = matrix[0].length;
        int[] targets = rows.indexes().map(row -> sources + row).toArray();
        int[] coefficients =
                columns.indexes()
                        .flatMap(column -> rows.indexes().map(row -> matrix[row][column] & 0xFF))
                        .toArray();
        Routine routine =
                routineOfShape.computeIfAbsent(
                        new Shape(rows.size(), columns.size(), goesOn),
                        shape -> routines.routine(shape.circuit()));
        IntStream read = goesOn ? Arrays.stream(targets) : IntStream.empty();
        return new Stage(
                routine,
                coefficients,
                Stream.of(columns.indexes(), read, Arrays.stream(targets))
                        .flatMapToInt(each -> each)
                        .toArray());
    }

    /// @param goesOn whether it adds to sums that are there already: these come in behind the
    ///   columns
    private record Shape(int rows, int columns, boolean goesOn) {

        Circuit circuit() {
            Draft draft = new Draft(goesOn ? columns + rows : columns);
            int[] sums =
                    IntStream.range(0, rows)
                            .map(row -> goesOn ? columns + row : Circuit.ZERO)
                            .toArray();
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    sums[row] = draft.sum(sums[row], draft.slot(), column);
                }
            }
            return draft.finish(Arrays.stream(sums).boxed().toList());
        }
    }

    /// Neighbouring rows or columns.
    private record Range(int begin, int size) {

        /// As few ranges as the largest size allows, of sizes that differ by one at most.
        List<Range> split(int largest) {
            int parts = Math.ceilDiv(size, largest);
            return IntStream.range(0, parts)
                    .mapToObj(
                            part -> {
                                int from = size * part / parts;
                                return new Range(begin + from, size * (part + 1) / parts - from);
                            })
                    .toList();
        }

        IntStream indexes() {
            return IntStream.range(begin, begin + size);
        }
    }
}
