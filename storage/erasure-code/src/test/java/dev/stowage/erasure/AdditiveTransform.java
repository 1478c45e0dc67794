package dev.stowage.erasure;

import dev.stowage.erasure.field.SchoolArithmetic;

/// The additive FFT of Lin, Al-Naffouri, Han and Chung over the points of [SchoolArithmetic], in
/// the plainest form. It leads from coefficients (in their polynomial basis) to values and back.
final class AdditiveTransform {

    private AdditiveTransform() {}

    /// Replaces coefficients by the values at the points w_shift … w_(shift + n - 1), where n, a
    /// power of two, is the length and shift one of its multiples.
    static int[] evaluate(int[] coefficients, int shift) {
        int[] values = coefficients.clone();
        evaluate(values, 0, values.length, shift);
        return values;
    }

    /// The reverse of [#evaluate(int[], int)].
    static int[] interpolate(int[] values, int shift) {
        int[] coefficients = values.clone();
        interpolate(coefficients, 0, coefficients.length, shift);
        return coefficients;
    }

    private static void evaluate(int[] a, int from, int length, int shift) {
        if (length == 1) {
            return;
        }
        int half = length / 2;
        int twiddle = SchoolArithmetic.point(shift / half);
        for (int i = from; i < from + half; i++) {
            a[i] ^= SchoolArithmetic.multiply(twiddle, a[i + half]);
            a[i + half] ^= a[i];
        }
        evaluate(a, from, half, shift);
        evaluate(a, from + half, half, shift + half);
    }

    private static void interpolate(int[] a, int from, int length, int shift) {
        if (length == 1) {
            return;
        }
        int half = length / 2;
        interpolate(a, from, half, shift);
        interpolate(a, from + half, half, shift + half);
        int twiddle = SchoolArithmetic.point(shift / half);
        for (int i = from; i < from + half; i++) {
            a[i + half] ^= a[i];
            a[i] ^= SchoolArithmetic.multiply(twiddle, a[i + half]);
        }
    }
}
