package dev.stowage.verification.benchmarks.erasure;

import java.util.List;
import java.util.stream.IntStream;

/// One line of the programme: what is done to a block of which size, cut into how many fragments.
record Case(Operation operation, int k, long blockBytes) {

    static final int LEAST_FRAGMENT = 1024;
    static final int FIRST_WHOLE_GROUP = 256;

    private static final int FRAGMENT_UNIT = 64;
    private static final int MOST_FRAGMENT = 1 << 30;

    Case {
        if (k < 1 || blockBytes < 1 || blockBytes / k > MOST_FRAGMENT) {
            throw new IllegalArgumentException(
                    "a block of %d bytes by %d".formatted(blockBytes, k));
        }
    }

    /// Returns how many bytes a fragment has, as the format has it.
    int fragmentLength() {
        long units = Math.ceilDiv(Math.ceilDiv(blockBytes, k), FRAGMENT_UNIT);
        return Math.toIntExact(Math.max(LEAST_FRAGMENT, units * FRAGMENT_UNIT));
    }

    /// Returns how many bytes a pass counts for, whatever the code: those of K fragments, for each
    /// work in it.
    long bytes() {
        long works = operation == Operation.REBUILD ? k : 1;
        return works * k * fragmentLength();
    }

    /// Whether each supplier holds but one fragment of a block, so that those are lost one by one.
    boolean isWholeGroup() {
        return k >= FIRST_WHOLE_GROUP;
    }

    /// Returns how many suppliers are lost: as many as the code survives whichever they are.
    int lost(Family family) {
        return switch (operation) {
            case ENCODE -> 0;
            case RECONSTRUCT -> isWholeGroup() ? k : family.tolerance(k);
            case REBUILD -> 1;
        };
    }

    /// Returns what is done in a pass, one after the other.
    List<Work> works(Family family) {
        return switch (operation) {
            case ENCODE -> List.of(Work.encoding(k));
            case RECONSTRUCT ->
                    List.of(
                            isWholeGroup()
                                    ? Work.afterLossOfFragments(k, k)
                                    : Work.afterLossOfSuppliers(k, lost(family), k));
            case REBUILD ->
                    IntStream.range(0, k).mapToObj(i -> Work.afterLossOfSupplier(k, i)).toList();
        };
    }

    Case with(Operation other) {
        return new Case(other, k, blockBytes);
    }

    @Override
    public String toString() {
        return "%s, K = %d, %s".formatted(operation, k, BlockSize.text(blockBytes));
    }
}
