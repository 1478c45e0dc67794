package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.ErasureCode;
import java.util.Locale;
import java.util.Map;

/// Which of the codes that docs/format.md defines: coders of one family make the same bytes.
enum Family {
    RS {
        @Override
        boolean has(int k) {
            try {
                return ErasureCode.reedSolomon(k).dataFragments() == k;
            } catch (IllegalArgumentException noSuchCode) {
                return false;
            }
        }

        @Override
        int tolerance(int k) {
            return k / 2;
        }
    },

    XOR {
        @Override
        boolean has(int k) {
            return XOR_TOLERANCES.containsKey(k);
        }

        @Override
        int tolerance(int k) {
            return XOR_TOLERANCES.getOrDefault(k, 0);
        }
    };

    private static final Map<Integer, Integer> XOR_TOLERANCES =
            Map.of(2, 1, 4, 2, 7, 3, 13, 4, 18, 5, 26, 6, 64, 10);

    /// Whether there is a code with this number of data fragments.
    abstract boolean has(int k);

    /// Returns how many of K suppliers may be lost with both of their fragments, whichever they
    /// are.
    abstract int tolerance(int k);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
