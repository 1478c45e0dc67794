package dev.stowage.erasure;

import dev.stowage.erasure.field.CantorPoints;
import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The additive Fourier transform over many points, on the rows of a [WideTile]: two layers at a
/// time, depth first, so that what one pass has touched is still in the processor's cache when the
/// next one comes.
///
/// Most twiddles lie in a smaller field than the symbols do: those of a layer that joins rows h
/// apart, in a block that begins at w_j, are w_(j/h), w_(j/h+2) and w_(j/2h). With twiddles of
/// GF(2^8) each plane is transformed alone, with those of GF(2^16) each pair of planes; only the
/// last layer over points beyond 2^16 joins all four.
final class WideTransform {

    private static final int BYTES = 1 << 8;
    private static final int PAIRS = 1 << 16;
    private static final int DERIVED_AT_ONCE = 16;
    private static final int[] NO_COEFFICIENTS = {};

    private final Direction inverse;
    private final Direction forward;
    private final Routine turn;
    private final Routine sumOfTwo;
    private final Routine sumOfThree;
    private final Routine withDerivative;

    /// The routines for one direction, by the planes of the twiddles.
    private record Direction(Routine first, Routine bytes, Routine pairs, @Nullable Routine all) {

        static Direction of(boolean inverse, int planes, RoutineFactory routines) {
            return new Direction(
                    routines.routine(WideCircuits.twoFirstLayers(inverse)),
                    routines.routine(WideCircuits.twoLayers(inverse, 1, 1, 1)),
                    routines.routine(WideCircuits.twoLayers(inverse, 2, 2, 2)),
                    planes < 4 ? null : routines.routine(WideCircuits.twoLayers(inverse, 4, 4, 2)));
        }
    }

    /// @param planes of a symbol: 2 or 4
    WideTransform(int planes, RoutineFactory routines) {
        inverse = Direction.of(true, planes, routines);
        forward = Direction.of(false, planes, routines);
        turn = routines.routine(WideCircuits.turn());
        SumRoutines sums = new SumRoutines(routines);
        sumOfTwo = sums.sumOf(2);
        sumOfThree = sums.sumOf(3);
        withDerivative = routines.routine(WideCircuits.withDerivative(DERIVED_AT_ONCE));
    }

    /// Values at the points w_point … become coefficients.
    ///
    /// @param row the first of the block
    /// @param size of the block, a power of four
    /// @param load fills a row before it is needed; null if values are read straight from the
    ///   fragments with the numbers of the points
    void inverse(WideTile tile, int row, int size, int point, @Nullable IntConsumer load) {
        int quarter = size / 4;
        if (quarter > 1) {
            for (int i = 0; i < size; i += quarter) {
                inverse(tile, row + i, quarter, point + i, load);
            }
        } else if (load != null) {
            for (int i = 0; i < size; i++) {
                load.accept(row + i);
            }
        }
        new Pass(tile, row, quarter, load == null && quarter == 1, false).run(inverse, point);
    }

    /// Coefficients become values at the points w_point …
    ///
    /// @param wanted rows whose values are needed, if not all; blocks with none are left as they
    ///   are
    /// @param store takes a value that is needed from its row; null if all are written straight to
    ///   the fragments with the numbers of the points
    void forward(
            WideTile tile,
            int row,
            int size,
            int point,
            @Nullable BitSet wanted,
            @Nullable IntConsumer store) {
        if (wanted != null && !anyOf(wanted, row, size)) {
            return;
        }
        int quarter = size / 4;
        new Pass(tile, row, quarter, false, store == null && quarter == 1).run(forward, point);
        if (quarter > 1) {
            for (int i = 0; i < size; i += quarter) {
                forward(tile, row + i, quarter, point + i, wanted, store);
            }
        } else if (store != null) {
            for (int i = row; i < row + size; i++) {
                if (wanted == null || wanted.get(i)) {
                    store.accept(i);
                }
            }
        }
    }

    private static boolean anyOf(BitSet rows, int row, int size) {
        int next = rows.nextSetBit(row);
        return next >= 0 && next < row + size;
    }

    /// Values at the points w_0 … w_(size-1) become values at the points w_size … w_(2·size-1).
    ///
    /// The transform there and the one back meet in one pass, which is the one that goes over the
    /// whole memory.
    ///
    /// @param size a power of four, at least 16
    /// @param load as for [#inverse]
    /// @param store as for [#forward]
    void extend(WideTile tile, int size, @Nullable IntConsumer load, @Nullable IntConsumer store) {
        int quarter = size / 4;
        for (int i = 0; i < size; i += quarter) {
            inverse(tile, i, quarter, i, load);
        }
        new Pass(tile, 0, quarter, false, false)
                .runOn(
                        1,
                        turn,
                        0,
                        CantorPoints.point(2),
                        CantorPoints.point(4),
                        CantorPoints.point(6),
                        CantorPoints.point(2));
        for (int i = 0; i < size; i += quarter) {
            forward(tile, i, quarter, size + i, null, store);
        }
    }

    /// Adds rows to rows.
    void add(WideTile tile, int to, int from, int count) {
        for (int plane = 0; plane < tile.planes(); plane++) {
            tile.placeRow(0, to, plane);
            tile.placeRow(1, from, plane);
            tile.placeRow(2, to, plane);
            tile.run(sumOfTwo, NO_COEFFICIENTS, count * tile.width());
        }
    }

    /// Adds its derivative to a polynomial.
    void addDerivative(WideTile tile, int row, int size) {
        if (size == DERIVED_AT_ONCE) {
            for (int plane = 0; plane < tile.planes(); plane++) {
                for (int i = 0; i < size; i++) {
                    tile.placeRow(i, row + i, plane);
                    tile.placeRow(size + i, row + i, plane);
                }
                tile.run(withDerivative, NO_COEFFICIENTS, tile.bytes());
            }
            return;
        }
        int quarter = size / 4;
        addDerivative(tile, row, quarter);
        addTwo(tile, row, row + quarter, row + 2 * quarter, quarter);
        addDerivative(tile, row + quarter, quarter);
        add(tile, row + quarter, row + 3 * quarter, quarter);
        addDerivative(tile, row + 2 * quarter, quarter);
        add(tile, row + 2 * quarter, row + 3 * quarter, quarter);
        addDerivative(tile, row + 3 * quarter, quarter);
    }

    private void addTwo(WideTile tile, int to, int one, int other, int count) {
        for (int plane = 0; plane < tile.planes(); plane++) {
            tile.placeRow(0, to, plane);
            tile.placeRow(1, one, plane);
            tile.placeRow(2, other, plane);
            tile.placeRow(3, to, plane);
            tile.run(sumOfThree, NO_COEFFICIENTS, count * tile.width());
        }
    }

    /// Two layers of one block: rows h apart, and rows 2h apart.
    ///
    /// @param fromFragments whether values are read from the fragments of the points
    /// @param toFragments whether values are written to the fragments of the points
    private record Pass(WideTile tile, int row, int h, boolean fromFragments, boolean toFragments) {

        void run(Direction direction, int point) {
            int narrow = point / h;
            if (point == 0) {
                runOn(1, direction.first(), point, CantorPoints.point(2));
            } else if (narrow < BYTES) {
                runOn(
                        1,
                        direction.bytes(),
                        point,
                        CantorPoints.point(narrow),
                        CantorPoints.point(narrow + 2),
                        CantorPoints.point(narrow / 2));
            } else if (narrow < PAIRS) {
                int[] coefficients = tile.coefficients();
                WideCircuits.coefficients(CantorPoints.point(narrow), 2, coefficients, 0);
                WideCircuits.coefficients(CantorPoints.point(narrow + 2), 2, coefficients, 3);
                WideCircuits.coefficients(CantorPoints.point(narrow / 2), 2, coefficients, 6);
                runOn(2, direction.pairs(), point, coefficients);
            } else {
                int[] coefficients = tile.coefficients();
                WideCircuits.coefficients(CantorPoints.point(narrow), 4, coefficients, 0);
                WideCircuits.coefficients(CantorPoints.point(narrow + 2), 4, coefficients, 9);
                WideCircuits.coefficients(CantorPoints.point(narrow / 2), 2, coefficients, 18);
                runOn(4, Objects.requireNonNull(direction.all()), point, coefficients);
            }
        }

        void runOn(int planes, Routine routine, int point, int... coefficients) {
            int length = h == 1 ? tile.bytes() : h * tile.width();
            for (int plane = 0; plane < tile.planes(); plane += planes) {
                for (int i = 0; i < 4 * planes; i++) {
                    int distance = i / planes * h;
                    place(i, distance, point, plane + i % planes, fromFragments);
                    place(4 * planes + i, distance, point, plane + i % planes, toFragments);
                }
                tile.run(routine, coefficients, length);
            }
        }

        private void place(int index, int distance, int point, int plane, boolean inFragment) {
            if (inFragment) {
                tile.placeFragment(index, point + distance, plane);
            } else {
                tile.placeRow(index, row + distance, plane);
            }
        }
    }
}
