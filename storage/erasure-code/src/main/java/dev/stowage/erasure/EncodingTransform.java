package dev.stowage.erasure;

import dev.stowage.erasure.field.CantorPoints;
import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Kernel;
import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import dev.stowage.erasure.kernel.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The parity of a narrow code by an additive Fourier transform, in a few passes: an inverse transform
/// over the points w_0 … w_(m-1) gives the polynomial through data and padding, in the basis of Lin,
/// Chung and Han, a forward one over w_m … w_(2m-1) its values there.
///
/// A layer of size 2h joins, in each block of 2h values that begins at point w_j, the value a at i and
/// the value b at i + h with the twiddle t = w_(j / h):
///
///     inverse    b = b ^ a,      a = a ^ t · b
///     forward    a = a ^ t · b,  b = b ^ a
///
/// A pass takes a few values through as many layers as join them with one another, so that these
/// values and the tables of their twiddles have room in the processor's registers: the low layers of
/// the inverse transform block by block, then its high layers and those of the forward one together,
/// then the low layers of the forward one. What is multiplied by 0 or 1, zero because it is padding,
/// or needed by no parity fragment, is not computed.
final class EncodingTransform {

    private static final int LARGEST_SINGLE_PASS = 8;

    /// How many values a pass through the low layers takes. At most so many blocks are there, too.
    private static final int BLOCK = 8;

    private final int dataFragments;
    private final int paddedFragments;
    private final RoutineFactory routines;
    private final Map<Circuit, Routine> routineOfCircuit = new HashMap<>();
    private final List<Stage> stages = new ArrayList<>();

    /// For each value the row that holds it, or -1 while it is zero.
    private final int[] rowOfValue;

    private EncodingTransform(int dataFragments, RoutineFactory routines) {
        this.dataFragments = dataFragments;
        this.paddedFragments = Integer.highestOneBit(2 * dataFragments - 1);
        this.routines = routines;
        this.rowOfValue =
                IntStream.range(0, paddedFragments).map(i -> i < dataFragments ? i : -1).toArray();
    }

    /// The program that makes K parity fragments of K data fragments.
    ///
    /// @param dataFragments K, at most 64
    static Program program(int dataFragments, RoutineFactory routines) {
        EncodingTransform transform = new EncodingTransform(dataFragments, routines);
        int scratchRows = transform.run();
        return new Program(dataFragments, dataFragments, scratchRows, transform.stages);
    }

    /// @return how many scratch rows that takes
    private int run() {
        if (paddedFragments <= LARGEST_SINGLE_PASS || routines.kernel() == Kernel.PORTABLE) {
            new Pass(0, 1, paddedFragments)
                    .inverse()
                    .forward()
                    .writeBelow(dataFragments, dataFragments);
            return 0;
        }
        int firstScratchRow = 2 * dataFragments;
        int blocks = paddedFragments / BLOCK;
        int neededBelow = Math.ceilDiv(dataFragments, BLOCK) * BLOCK;
        for (int i = 0; i < dataFragments; i += BLOCK) {
            new Pass(i, 1, BLOCK).inverse().writeBelow(paddedFragments, firstScratchRow);
        }
        for (int i = 0; i < BLOCK; i++) {
            new Pass(i, BLOCK, blocks).inverse().forward().writeBelow(neededBelow, firstScratchRow);
        }
        for (int i = 0; i < dataFragments; i += BLOCK) {
            new Pass(i, 1, BLOCK).forward().writeBelow(dataFragments, dataFragments);
        }
        return paddedFragments;
    }

    /// Some of the values on their way through all layers that join them with one another.
    private final class Pass {

        private final int first;
        private final int step;
        private final int count;
        private final Draft draft;
        private final List<Integer> rows;
        private final List<Integer> coefficients = new ArrayList<>();
        private final int[] values;

        /// The values first, first + step ….
        Pass(int first, int step, int count) {
            this.first = first;
            this.step = step;
            this.count = count;
            this.rows =
                    indexes()
                            .map(i -> rowOfValue[i])
                            .filter(row -> row >= 0)
                            .boxed()
                            .collect(Collectors.toCollection(ArrayList::new));
            this.draft = new Draft(rows.size());
            this.values = indexes().map(i -> rows.indexOf(rowOfValue[i])).toArray();
        }

        private IntStream indexes() {
            return IntStream.range(0, count).map(place -> first + place * step);
        }

        Pass inverse() {
            inverse(0, count);
            return this;
        }

        Pass forward() {
            forward(0, count);
            return this;
        }

        private void inverse(int begin, int size) {
            if (size > 1) {
                int half = size / 2;
                inverse(begin, half);
                inverse(begin + half, half);
                int twiddle = twiddle(first + begin * step, half);
                for (int a = begin; a < begin + half; a++) {
                    int b = a + half;
                    values[b] = draft.sum(values[b], values[a]);
                    values[a] = sum(values[a], twiddle, values[b]);
                }
            }
        }

        private void forward(int begin, int size) {
            if (size > 1) {
                int half = size / 2;
                int twiddle = twiddle(paddedFragments + first + begin * step, half);
                for (int a = begin; a < begin + half; a++) {
                    int b = a + half;
                    values[a] = sum(values[a], twiddle, values[b]);
                    values[b] = draft.sum(values[b], values[a]);
                }
                forward(begin, half);
                forward(begin + half, half);
            }
        }

        private int twiddle(int point, int half) {
            int h = half * step;
            return CantorPoints.point(point / (2 * h) * 2);
        }

        private int sum(int augend, int twiddle, int addend) {
            if (twiddle <= 1) {
                return twiddle == 0 ? augend : draft.sum(augend, addend);
            }
            int slot = coefficients.indexOf(twiddle);
            if (slot < 0) {
                slot = draft.slot();
                coefficients.add(twiddle);
            }
            return draft.sum(augend, slot, addend);
        }

        /// Ends the pass.
        ///
        /// @param end of the values that are needed later
        /// @param firstRow for the value 0
        void writeBelow(int end, int firstRow) {
            List<Integer> outputs = new ArrayList<>();
            for (int place = 0; place < count; place++) {
                int i = first + place * step;
                if (i < end && values[place] != Circuit.ZERO) {
                    outputs.add(values[place]);
                    rowOfValue[i] = firstRow + i;
                    rows.add(firstRow + i);
                }
            }
            stages.add(
                    new Stage(
                            routineOfCircuit.computeIfAbsent(
                                    draft.finish(outputs), routines::routine),
                            coefficients.stream().mapToInt(each -> each).toArray(),
                            rows.stream().mapToInt(each -> each).toArray()));
        }
    }
}
