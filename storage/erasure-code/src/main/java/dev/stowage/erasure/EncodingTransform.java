package dev.stowage.erasure;

import dev.stowage.erasure.field.CantorPoints;
import dev.stowage.erasure.kernel.Circuit;
import dev.stowage.erasure.kernel.Circuit.Draft;
import dev.stowage.erasure.kernel.Program;
import dev.stowage.erasure.kernel.RoutineFactory;
import dev.stowage.erasure.kernel.Stages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The parity of a narrow code by an additive Fourier transform, as a circuit: an inverse transform over
/// the points w_0 … w_(m-1) gives the polynomial through data and padding, in the basis of Lin, Chung
/// and Han, a forward one over w_m … w_(2m-1) its values there.
///
/// A layer of size 2h joins, in each block of 2h values that begins at point w_j, the value a at i and
/// the value b at i + h with the twiddle t = w_(j / h):
///
///     inverse    b = b ^ a,      a = a ^ t · b
///     forward    a = a ^ t · b,  b = b ^ a
///
/// Blocks are worked depth first, which keeps few values alive. What is multiplied by 0 or 1, zero
/// because it is padding, or needed by no parity fragment, is not computed.
final class EncodingTransform {

    private final int paddedFragments;
    private final Draft draft;
    private final int[] values;
    private final List<Integer> coefficients = new ArrayList<>();

    private EncodingTransform(int dataFragments) {
        this.paddedFragments = Integer.highestOneBit(2 * dataFragments - 1);
        this.draft = new Draft(dataFragments);
        this.values =
                IntStream.range(0, paddedFragments)
                        .map(i -> i < dataFragments ? i : Circuit.ZERO)
                        .toArray();
    }

    /// The program that makes K parity fragments of K data fragments.
    ///
    /// @param dataFragments K, at most 128
    static Program program(int dataFragments, RoutineFactory routines) {
        EncodingTransform transform = new EncodingTransform(dataFragments);
        transform.inverse(0, transform.paddedFragments);
        transform.forward(0, transform.paddedFragments);
        List<Integer> parity =
                Arrays.stream(transform.values).limit(dataFragments).boxed().toList();
        int[] coefficients = transform.coefficients.stream().mapToInt(each -> each).toArray();
        return Stages.program(transform.draft.finish(parity), coefficients, routines);
    }

    private void inverse(int begin, int size) {
        if (size > 1) {
            int half = size / 2;
            inverse(begin, half);
            inverse(begin + half, half);
            int twiddle = CantorPoints.point(begin / half);
            for (int i = begin; i < begin + half; i++) {
                values[i + half] = draft.sum(values[i + half], values[i]);
                values[i] = sum(values[i], twiddle, values[i + half]);
            }
        }
    }

    private void forward(int begin, int size) {
        if (size > 1) {
            int half = size / 2;
            int twiddle = CantorPoints.point((paddedFragments + begin) / half);
            for (int i = begin; i < begin + half; i++) {
                values[i] = sum(values[i], twiddle, values[i + half]);
                values[i + half] = draft.sum(values[i + half], values[i]);
            }
            forward(begin, half);
            forward(begin + half, half);
        }
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
}
