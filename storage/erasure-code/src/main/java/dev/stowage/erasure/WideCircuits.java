package dev.stowage.erasure;

import dev.stowage.erasure.field.ByteField;
import dev.stowage.erasure.field.TowerField;
import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The circuits of the wide codes, on symbols of [TowerField] whose bytes lie in rows of their own, the
/// planes: plane 0 holds the lowest byte of each symbol.
///
/// A symbol x = x_0 + x_1 · V, of planes or of pairs of planes, is multiplied by c = c_0 + c_1 · V with
/// three products of half the width, since V² = V + b:
///
///     p = c_0 · x_0        c · x  =  (p + b · c_1 · x_1)  +  (p + (c_0 + c_1) · (x_0 + x_1)) · V
final class WideCircuits {

    private final Draft draft;

    private WideCircuits(Draft draft) {
        this.draft = draft;
    }

    /// How many coefficients a multiplication by an element takes.
    ///
    /// @param planes of the element: 1, 2 or 4
    static int slots(int planes) {
        return planes == 1 ? 1 : 3 * slots(planes / 2);
    }

    /// The coefficients by which an element multiplies, in the order of the slots.
    ///
    /// @param planes of the element: 1, 2 or 4
    static void coefficients(int element, int planes, int[] into, int at) {
        if (planes == 1) {
            into[at] = element;
            return;
        }
        int half = planes / 2;
        int bits = half * Byte.SIZE;
        int low = element & (1 << bits) - 1;
        int high = element >>> bits;
        int folded =
                half == 1
                        ? ByteField.multiply(TowerField.B_7, high)
                        : TowerField.multiply16(TowerField.B_15, high);
        int slots = slots(half);
        coefficients(low, half, into, at);
        coefficients(folded, half, into, at + slots);
        coefficients(low ^ high, half, into, at + 2 * slots);
    }

    /// Two layers of a transform at once, on rows i, i + h, i + 2h and i + 3h: all planes of the
    /// first, all of the second … in place. Slots are those of the twiddles of the narrow layer for
    /// rows 0 and 1, for rows 2 and 3, and of the wide layer.
    ///
    /// @param planes of a symbol
    /// @param narrow planes of the twiddles of the layer that joins rows h apart
    /// @param wide planes of the twiddle of the layer that joins rows 2h apart
    static Circuit twoLayers(boolean inverse, int planes, int narrow, int wide) {
        WideCircuits circuits = new WideCircuits(new Draft(4 * planes));
        int[] first = circuits.newSlots(narrow);
        int[] second = circuits.newSlots(narrow);
        int[] outer = circuits.newSlots(wide);
        return circuits.twoLayers(inverse, planes, first, second, outer);
    }

    /// The same for the block that begins at w_0, where only the twiddle of rows 2 and 3 is not
    /// zero: it is w_2, a byte, whose slot is the only one.
    static Circuit twoFirstLayers(boolean inverse) {
        WideCircuits circuits = new WideCircuits(new Draft(4));
        int[] none = {};
        return circuits.twoLayers(inverse, 1, none, circuits.newSlots(1), none);
    }

    /// The last two layers of the inverse transform over the points from w_0 on, and the first two
    /// of the one over other points, at once. Slots are that of the former, and those of the
    /// latter.
    static Circuit turn() {
        WideCircuits circuits = new WideCircuits(new Draft(4));
        int[] none = {};
        int[][] rows = circuits.rows(1);
        circuits.twoLayers(true, rows, none, circuits.newSlots(1), none);
        circuits.twoLayers(
                false, rows, circuits.newSlots(1), circuits.newSlots(1), circuits.newSlots(1));
        return circuits.finish(rows);
    }

    private Circuit twoLayers(boolean inverse, int planes, int[] first, int[] second, int[] outer) {
        int[][] rows = rows(planes);
        twoLayers(inverse, rows, first, second, outer);
        return finish(rows);
    }

    private int[][] rows(int planes) {
        return IntStream.range(0, 4)
                .mapToObj(row -> IntStream.range(row * planes, (row + 1) * planes).toArray())
                .toArray(int[][]::new);
    }

    private Circuit finish(int[][] rows) {
        return draft.finish(Arrays.stream(rows).flatMapToInt(Arrays::stream).boxed().toList());
    }

    private void twoLayers(boolean inverse, int[][] rows, int[] first, int[] second, int[] outer) {
        if (inverse) {
            invert(rows, 0, 1, first);
            invert(rows, 2, 3, second);
            invert(rows, 0, 2, outer);
            invert(rows, 1, 3, outer);
        } else {
            evaluate(rows, 0, 2, outer);
            evaluate(rows, 1, 3, outer);
            evaluate(rows, 0, 1, first);
            evaluate(rows, 2, 3, second);
        }
    }

    private void invert(int[][] rows, int a, int b, int[] twiddle) {
        rows[b] = sum(rows[b], rows[a]);
        rows[a] = sum(rows[a], twiddle, rows[b]);
    }

    private void evaluate(int[][] rows, int a, int b, int[] twiddle) {
        rows[a] = sum(rows[a], twiddle, rows[b]);
        rows[b] = sum(rows[b], rows[a]);
    }

    /// The product of a symbol and an element of as many planes.
    static Circuit product(int planes) {
        WideCircuits circuits = new WideCircuits(new Draft(planes));
        int[] slots = circuits.newSlots(planes);
        int[] zero = new int[planes];
        Arrays.fill(zero, Circuit.ZERO);
        int[] symbol = IntStream.range(0, planes).toArray();
        int[] product = circuits.sum(zero, slots, symbol);
        return circuits.draft.finish(Arrays.stream(product).boxed().toList());
    }

    /// A polynomial in the basis of the transform plus its derivative, in place, one row for each
    /// of its coefficients. Over a Cantor basis the derivative of the basis polynomial with index i
    /// is the sum of those with one bit of i cleared.
    ///
    /// @param rows how many coefficients, a power of two
    static Circuit withDerivative(int rows) {
        Draft draft = new Draft(rows);
        List<Integer> sums = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int sum = row;
            for (int bit = 1; bit < rows; bit *= 2) {
                sum = (row & bit) == 0 ? draft.sum(sum, row + bit) : sum;
            }
            sums.add(sum);
        }
        return draft.finish(sums);
    }

    private int[] newSlots(int planes) {
        return IntStream.range(0, slots(planes)).map(_ -> draft.slot()).toArray();
    }

    private int[] sum(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(plane -> draft.sum(a[plane], b[plane])).toArray();
    }

    /// `a + t · b`. A twiddle of fewer planes than the symbols have multiplies each part of them.
    private int[] sum(int[] a, int[] twiddle, int[] b) {
        if (twiddle.length == 0) {
            return a;
        }
        int half = a.length / 2;
        if (a.length == 1) {
            return new int[] {draft.sum(a[0], twiddle[0], b[0])};
        }
        int[] low = Arrays.copyOf(b, half);
        int[] high = Arrays.copyOfRange(b, half, b.length);
        int[] lowSum = Arrays.copyOf(a, half);
        int[] highSum = Arrays.copyOfRange(a, half, a.length);
        if (twiddle.length < slots(a.length)) {
            return joined(sum(lowSum, twiddle, low), sum(highSum, twiddle, high));
        }
        int third = twiddle.length / 3;
        int[] zero = new int[half];
        Arrays.fill(zero, Circuit.ZERO);
        int[] product = sum(zero, Arrays.copyOf(twiddle, third), low);
        int[] folded = Arrays.copyOfRange(twiddle, third, 2 * third);
        int[] cross = Arrays.copyOfRange(twiddle, 2 * third, 3 * third);
        return joined(
                sum(sum(lowSum, product), folded, high),
                sum(sum(highSum, product), cross, sum(low, high)));
    }

    private static int[] joined(int[] low, int[] high) {
        return IntStream.concat(Arrays.stream(low), Arrays.stream(high)).toArray();
    }
}
