package dev.stowage.verification.benchmarks.erasure;

import dev.stowage.erasure.kernel.Kernel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What is to be measured.
///
/// @param ks numbers of data fragments
/// @param blocks sizes of blocks in bytes; none for those that suit each K
/// @param threads how many threads code blocks in parallel; with less than 2 this is left out
/// @param isShort whether one size of block is enough for each K, and two kernels
record Programme(
        List<Integer> ks,
        List<Long> blocks,
        Set<Operation> operations,
        int threads,
        boolean isShort) {

    static final List<Integer> ALL =
            List.of(2, 4, 7, 13, 16, 18, 26, 64, 256, 1024, 4096, 16_384, 65_536);

    private static final int FIRST_OF_LARGE_BLOCKS = 4096;
    private static final List<Long> SMALL_BLOCKS =
            List.of(64 * BlockSize.KIB, BlockSize.MIB, 4 * BlockSize.MIB);
    private static final long LARGE_BLOCK = 64 * BlockSize.MIB;
    private static final List<Integer> PARALLEL = List.of(4, 26, 64, 256, 4096);
    private static final List<Integer> COMBINATIONS = List.of(2, 4, 7, 13, 18, 26, 64);

    Programme {
        ks = List.copyOf(ks);
        blocks = List.copyOf(blocks);
        operations = Set.copyOf(operations);
    }

    /// Returns the blocks for this K whose fragments are not too short.
    List<Long> blocks(int k) {
        long least = (long) k * Case.LEAST_FRAGMENT;
        List<Long> wanted = blocks.isEmpty() ? usual(k) : blocks;
        return wanted.stream().filter(block -> block >= least).toList();
    }

    private List<Long> usual(int k) {
        if (isShort) {
            return List.of(block(k));
        }
        return k < FIRST_OF_LARGE_BLOCKS ? SMALL_BLOCKS : List.of(4 * BlockSize.MIB, LARGE_BLOCK);
    }

    /// Returns the block that stands for all: 1 MiB, or the smallest there is where it is larger.
    static long block(int k) {
        return Math.max(BlockSize.MIB, (long) k * Case.LEAST_FRAGMENT);
    }

    /// Returns the kernels that compute `rs`, the default first; those with wider vectors than the
    /// processor has are left out.
    List<Kernel> kernels(Case raced) {
        return Kernel.available().reversed().stream()
                .filter(kernel -> kernel.compareTo(Kernel.preferred()) <= 0)
                .filter(kernel -> kernel == Kernel.preferred() || isWorthWhile(kernel, raced))
                .toList();
    }

    /// With whole groups the slower kernels would take most of the time of a run: once is enough to
    /// know the portable one.
    private boolean isWorthWhile(Kernel other, Case raced) {
        if (raced.isWholeGroup()) {
            return other == Kernel.PORTABLE
                    && raced.k() == Case.FIRST_WHOLE_GROUP
                    && raced.blockBytes() <= block(raced.k());
        }
        return other == Kernel.PORTABLE || !isShort;
    }

    /// Returns the operations that are done to blocks of all sizes, in their order.
    List<Operation> onAllBlocks() {
        return Stream.of(Operation.ENCODE, Operation.RECONSTRUCT)
                .filter(operations::contains)
                .toList();
    }

    /// Returns the layouts whose rebuilding is measured: those that lose two fragments with a
    /// supplier.
    List<Integer> rebuilt() {
        return operations.contains(Operation.REBUILD)
                ? COMBINATIONS.stream().filter(ks::contains).toList()
                : List.of();
    }

    /// Returns the numbers for which blocks are coded by several threads.
    List<Integer> parallel() {
        return threads < 2 || onAllBlocks().isEmpty()
                ? List.of()
                : PARALLEL.stream().filter(ks::contains).toList();
    }
}
