package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who takes part: this is the list to add to.
///
/// @param ours our codes: `rs` by each kernel, the default first, then `xor` where there is one
/// @param isal the yardstick, if there is one
/// @param table the reference of the portable kernel, for the codes over GF(2^8)
record Coders(List<StowageCoder> ours, Optional<IsalCoder> isal, Optional<TableCoder> table) {

    Coders {
        ours = List.copyOf(ours);
    }

    /// @param k the number of data fragments
    /// @param kernels those by which `rs` is computed
    /// @param arena lives as long as the coders are used
    static Coders of(int k, List<Kernel> kernels, boolean withIsal, Arena arena) {
        List<StowageCoder> ours = ours(k, kernels);
        if (k > Generator.MOST_DATA_FRAGMENTS) {
            return new Coders(ours, Optional.empty(), Optional.empty());
        }
        Generator generator = new Generator(k);
        return new Coders(
                ours,
                withIsal ? Optional.of(new IsalCoder(generator, arena)) : Optional.empty(),
                Optional.of(new TableCoder(generator)));
    }

    static List<StowageCoder> ours(int k, List<Kernel> kernels) {
        List<StowageCoder> ours = new ArrayList<>();
        kernels.forEach(kernel -> ours.add(StowageCoder.reedSolomon(k, kernel)));
        if (Family.XOR.has(k)) {
            ours.add(StowageCoder.xor(k));
        }
        return ours;
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
