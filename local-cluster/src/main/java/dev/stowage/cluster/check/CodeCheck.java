package dev.stowage.cluster.check;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.kernel.Kernel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Loses half of the fragments of every code, by every kernel, again and again, and looks whether
/// they come back: the same bytes, and nothing else written.
///
/// One seed is one pattern: it decides which fragments are lost, and it and its neighbours the
/// content, the length of the fragments and where they lie.
final class CodeCheck {

    private static final List<Integer> NARROW = List.of(2, 4, 7, 13, 16, 18, 26, 64);
    private static final List<Integer> WIDE = List.of(256, 1024, 4096, 16384, 65536);
    private static final List<Integer> XOR = List.of(2, 4, 7, 13, 18, 26, 64);

    /// Of one code, by default.
    private static final int MOST_PATTERNS = 2000;

    private static final int FEWEST_PATTERNS = 4;
    private static final int USUAL_LOST_FRAGMENTS = 1 << 18;

    private static final int MOST_NAMED = 5;

    private final PrintWriter out;

    CodeCheck(PrintWriter out) {
        this.out = out;
    }

    /// @param second the same code, computed in another way if there is one
    /// @param determines whether fragments that are present determine the wanted ones
    private record Subject(
            String name,
            ErasureCode code,
            ErasureCode second,
            BiPredicate<BitSet, BitSet> determines) {

        static Stream<Subject> narrow(int k) {
            return Stream.concat(
                    Stream.of(warming(k)),
                    Kernel.available().stream().map(kernel -> reedSolomon(k, kernel)));
        }

        /// As the services use it: the first patterns in plain loops, the last ones in vectors.
        private static Subject warming(int k) {
            return new Subject(
                    "rs %d, warming up".formatted(k),
                    ErasureCode.reedSolomon(k),
                    ErasureCode.reedSolomon(k, Kernel.PORTABLE),
                    (present, _) -> present.cardinality() >= k);
        }

        static Stream<Subject> wide(int k) {
            return Stream.of(Kernel.PORTABLE, Kernel.preferred())
                    .distinct()
                    .map(kernel -> reedSolomon(k, kernel));
        }

        private static Subject reedSolomon(int k, Kernel kernel) {
            Kernel other = kernel == Kernel.PORTABLE ? Kernel.preferred() : Kernel.PORTABLE;
            return new Subject(
                    "rs %d by %s".formatted(k, kernel),
                    ErasureCode.reedSolomon(k, kernel),
                    ErasureCode.reedSolomon(k, other),
                    (present, _) -> present.cardinality() >= k);
        }

        static Subject xor(int k) {
            ErasureCode code = ErasureCode.xor(k);
            return new Subject("xor %d".formatted(k), code, code, new BinaryRank(code)::determines);
        }
    }

    /// @param seeds how many for a code with so many data fragments
    /// @return failures, one line each; none if all is well
    List<String> run(long firstSeed, IntUnaryOperator seeds) {
        List<String> failures = new ArrayList<>();
        Stream.of(
                        NARROW.stream().flatMap(Subject::narrow),
                        XOR.stream().map(Subject::xor),
                        WIDE.stream().flatMap(Subject::wide))
                .flatMap(subjects -> subjects)
                .map(each -> run(each, firstSeed, seeds.applyAsInt(each.code().dataFragments())))
                .forEach(failures::addAll);
        return failures;
    }

    /// How many seeds there are if nobody says how many: thousands, where that takes seconds.
    static int usualSeeds(int dataFragments) {
        return Math.clamp(USUAL_LOST_FRAGMENTS / dataFragments, FEWEST_PATTERNS, MOST_PATTERNS);
    }

    private List<String> run(Subject subject, long firstSeed, int seeds) {
        List<String> named = new ArrayList<>();
        int failed = 0;
        long start = System.nanoTime();
        try (LossTrial trial =
                new LossTrial(subject.code(), subject.second(), subject.determines())) {
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                String failure = run(trial, seed);
                if (failure != null && failed++ < MOST_NAMED) {
                    named.add("%s, seed %d: %s".formatted(subject.name(), seed, failure));
                }
            }
            double perSecond = seeds * 1e9 / (System.nanoTime() - start);
            out.printf(
                    "%-23s %6d patterns, %7.1f/s, %d failures%s%n",
                    subject.name(),
                    seeds,
                    perSecond,
                    failed,
                    trial.refused() == 0
                            ? ""
                            : ", %d not determined and refused".formatted(trial.refused()));
        }
        out.flush();
        return named;
    }

    private static @Nullable String run(LossTrial trial, long seed) {
        try {
            return trial.run(seed);
        } catch (RuntimeException unexpected) {
            return unexpected.toString();
        }
    }
}
