package dev.stowage.format.head;

import dev.stowage.format.address.BlockNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The open ranges of a head: block numbers that may still get a block. See "Open ranges" in
/// docs/format.md.
public record OpenRanges(List<BlockRange> ranges) {

    public OpenRanges {
        ranges = List.copyOf(ranges);
    }

    /// The range with the highest numbers.
    public Optional<BlockRange> highest() {
        return ranges.stream().max(Comparator.comparing(BlockRange::first));
    }

    /// Whether the next head may open this range: it lies above all that were open before.
    public boolean mayOpen(BlockRange range) {
        return highest().filter(top -> range.first().compareTo(top.last()) <= 0).isEmpty();
    }

    /// Whether a number is open.
    public boolean contains(BlockNumber number) {
        return ranges.stream().anyMatch(range -> range.contains(number));
    }

    /// Whether all numbers of a range are open.
    public boolean contain(BlockRange range) {
        return ranges.stream().anyMatch(each -> each.contains(range));
    }

    /// Whether numbers of a range are open.
    public boolean overlap(BlockRange range) {
        return ranges.stream().anyMatch(range::overlaps);
    }

    /// Whether a head with these ranges may follow one with those: nothing is opened again, and
    /// nothing below what was open before.
    public boolean mayFollow(OpenRanges before) {
        boolean opened =
                ranges.stream().allMatch(range -> before.mayOpen(range) || before.contain(range));
        return opened && before.highest().stream().allMatch(this::reaches);
    }

    private boolean reaches(BlockRange top) {
        return highest().filter(range -> range.last().compareTo(top.last()) >= 0).isPresent();
    }
}
