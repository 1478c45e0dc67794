package dev.stowage.placement.rebuild;

import dev.stowage.format.address.BlockNumber;
import java.util.ArrayList;
import java.util.List;

/// Block numbers first … last, 0 … 2^63-1.
record BlockSpan(long first, long last) {

    BlockSpan {
        if (first < 0 || first > last) {
            throw new IllegalArgumentException("no blocks are %d … %d".formatted(first, last));
        }
    }

    BlockNumber firstBlock() {
        return new BlockNumber(first);
    }

    BlockNumber lastBlock() {
        return new BlockNumber(last);
    }

    boolean overlaps(BlockSpan other) {
        return first <= other.last && other.first <= last;
    }

    /// What is left of this one.
    List<BlockSpan> without(BlockSpan other) {
        if (!overlaps(other)) {
            return List.of(this);
        }
        List<BlockSpan> left = new ArrayList<>(2);
        if (first < other.first) {
            left.add(new BlockSpan(first, other.first - 1));
        }
        if (other.last < last) {
            left.add(new BlockSpan(other.last + 1, last));
        }
        return left;
    }

    /// The shortest one that holds both.
    BlockSpan with(BlockSpan other) {
        return new BlockSpan(Math.min(first, other.first), Math.max(last, other.last));
    }

    /// How far another one is away, 0 if they overlap.
    long distance(BlockSpan other) {
        return Math.max(0, Math.max(other.first - last, first - other.last));
    }

    /// Numbers 0 … last, in parts of equal length from the lowest on that was given out; the first
    /// part has all below that, too.
    ///
    /// @param parts 1 or more; fewer come back if there are fewer numbers
    static List<BlockSpan> divide(long lowest, long last, int parts) {
        long length = Math.ceilDiv(last - lowest + 1, (long) parts);
        List<BlockSpan> spans = new ArrayList<>(parts);
        long first = 0;
        for (long end = lowest + length - 1; end < last; end += length) {
            spans.add(new BlockSpan(first, end));
            first = end + 1;
        }
        spans.add(new BlockSpan(first, last));
        return spans;
    }
}
