package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who takes part: this is the list to add to.
///
/// @param ours our code by each of its kernels, the default first
/// @param isal the yardstick, if there is one
/// @param table the reference of the portable kernel, for the codes over GF(2^8)
record Coders(List<StowageCoder> ours, Optional<IsalCoder> isal, Optional<TableCoder> table) {

    Coders {
        ours = List.copyOf(ours);
    }

    /// Whether we have a code with this number of data fragments.
    static boolean exist(int k) {
        try {
            return ErasureCode.reedSolomon(k).dataFragments() == k;
        } catch (IllegalArgumentException noSuchCode) {
            return false;
        }
    }

    /// @param k the number of data fragments
    /// @param arena lives as long as the coders are used
    static Coders of(int k, boolean withIsal, Arena arena) {
        List<StowageCoder> ours = ours(k, EnumSet.of(Placement.PADDED, Placement.HEAP));
        if (k > Generator.MOST_DATA_FRAGMENTS) {
            return new Coders(ours, Optional.empty(), Optional.empty());
        }
        Generator generator = new Generator(k);
        return new Coders(
                ours,
                withIsal ? Optional.of(new IsalCoder(generator, arena)) : Optional.empty(),
                Optional.of(new TableCoder(generator)));
    }

    /// Returns our code by the kernel of this machine and by the portable one, at home in the given
    /// places.
    static List<StowageCoder> ours(int k, Set<Placement> placements) {
        return Stream.of(Kernel.preferred(), Kernel.PORTABLE)
                .distinct()
                .map(
                        kernel ->
                                new StowageCoder(
                                        "Stowage " + kernel,
                                        Coder.RS,
                                        ErasureCode.reedSolomon(k, kernel),
                                        placements,
                                        kernel == Kernel.preferred(),
                                        kernel == Kernel.PORTABLE))
                .toList();
    }

    Coders with(List<StowageCoder> others) {
        return new Coders(others, isal, table);
    }

    /// Returns all, in the order of the report.
    List<Coder> all() {
        List<Coder> all = new ArrayList<>();
        isal.ifPresent(all::add);
        all.addAll(ours);
        table.ifPresent(all::add);
        return all;
    }
}
