package dev.stowage.format.live;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.signature.ByteString;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.roaringbitmap.RoaringBitmap;

/// A set of block numbers: Roaring bitmaps, one for each 2^32 numbers. Immutable.
public final class BlockSet {

    public static final BlockSet EMPTY = new BlockSet(new TreeMap<>());

    private static final long STRETCH = 1L << Integer.SIZE;

    /// By the high 32 bits of the numbers; none is empty.
    private final NavigableMap<Integer, RoaringBitmap> stretches;

    BlockSet(NavigableMap<Integer, RoaringBitmap> stretches) {
        this.stretches = stretches;
    }

    /// Collects numbers in any order.
    public static final class Builder {

        private final NavigableMap<Integer, RoaringBitmap> stretches =
                new TreeMap<>(Integer::compareUnsigned);

        public Builder add(BlockNumber number) {
            stretch(number.bits()).add((int) number.bits());
            return this;
        }

        public Builder add(BlockRange range) {
            long from = range.first().bits();
            for (long left = range.count(); left > 0; ) {
                long low = Integer.toUnsignedLong((int) from);
                long count = Math.min(left, STRETCH - low);
                stretch(from).add(low, low + count);
                from += count;
                left -= count;
            }
            return this;
        }

        private RoaringBitmap stretch(long number) {
            return stretches.computeIfAbsent(
                    (int) (number >>> Integer.SIZE), _ -> new RoaringBitmap());
        }

        /// The set; the builder is of no use any more.
        public BlockSet build() {
            stretches.values().forEach(RoaringBitmap::runOptimize);
            return new BlockSet(stretches);
        }
    }

    public static BlockSet of(Iterable<BlockNumber> numbers) {
        Builder builder = new Builder();
        numbers.forEach(builder::add);
        return builder.build();
    }

    public static BlockSet ofRanges(Collection<BlockRange> ranges) {
        Builder builder = new Builder();
        ranges.forEach(builder::add);
        return builder.build();
    }

    NavigableMap<Integer, RoaringBitmap> stretches() {
        return stretches;
    }

    public boolean contains(BlockNumber number) {
        RoaringBitmap stretch = stretches.get((int) (number.bits() >>> Integer.SIZE));
        return stretch != null && stretch.contains((int) number.bits());
    }

    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /// How many numbers there are.
    public long size() {
        return stretches.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
    }

    /// The numbers of this set that are not in the other one.
    public BlockSet without(BlockSet other) {
        return combined(
                (high, mine) -> {
                    RoaringBitmap theirs = other.stretches.get(high);
                    return theirs == null ? mine : RoaringBitmap.andNot(mine, theirs);
                });
    }

    /// The numbers that are in both.
    public BlockSet and(BlockSet other) {
        return combined(
                (high, mine) -> {
                    RoaringBitmap theirs = other.stretches.get(high);
                    return theirs == null ? new RoaringBitmap() : RoaringBitmap.and(mine, theirs);
                });
    }

    /// The numbers of this set below a limit.
    public BlockSet below(BlockNumber limit) {
        int highest = (int) (limit.bits() >>> Integer.SIZE);
        return combined(
                (high, mine) -> {
                    int order = Integer.compareUnsigned(high, highest);
                    if (order != 0) {
                        return order < 0 ? mine : new RoaringBitmap();
                    }
                    RoaringBitmap low = mine.clone();
                    low.remove(Integer.toUnsignedLong((int) limit.bits()), STRETCH);
                    return low;
                });
    }

    private interface Combination {
        RoaringBitmap of(int high, RoaringBitmap mine);
    }

    private BlockSet combined(Combination combination) {
        NavigableMap<Integer, RoaringBitmap> result = new TreeMap<>(Integer::compareUnsigned);
        stretches.forEach(
                (high, mine) -> {
                    RoaringBitmap kept = combination.of(high, mine);
                    if (!kept.isEmpty()) {
                        result.put(high, kept);
                    }
                });
        return new BlockSet(result);
    }

    /// The numbers of both together.
    public BlockSet or(BlockSet other) {
        NavigableMap<Integer, RoaringBitmap> result = new TreeMap<>(Integer::compareUnsigned);
        result.putAll(stretches);
        other.stretches.forEach(
                (high, theirs) -> result.merge(high, theirs, (a, b) -> RoaringBitmap.or(a, b)));
        return new BlockSet(result);
    }

    /// The numbers, ascending.
    public LongStream stream() {
        return stretches.entrySet().stream()
                .flatMapToLong(
                        entry -> {
                            long high = (long) entry.getKey() << Integer.SIZE;
                            return entry.getValue().stream()
                                    .mapToLong(low -> high | Integer.toUnsignedLong(low));
                        });
    }

    /// The numbers, ascending.
    public Iterator<BlockNumber> iterator() {
        return stream().mapToObj(BlockNumber::new).iterator();
    }

    /// The numbers, descending.
    public Iterator<BlockNumber> descending() {
        return new DescendingBlocks(stretches);
    }

    /// The numbers of this set from the first to the last one given, both included.
    public BlockSet within(BlockNumber first, BlockNumber last) {
        BlockSet upTo = last.bits() == -1 ? this : below(last.plus(1));
        return upTo.without(below(first));
    }

    /// The form of which docs/format.md tells.
    public ByteString toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BlockSetCodec.length(this));
        BlockSetCodec.write(this, buffer);
        return ByteString.of(buffer.array());
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static BlockSet ofBytes(ByteString bytes) {
        return BlockSetCodec.read(ByteBuffer.wrap(bytes.toArray()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockSet set && stretches.equals(set.stretches);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(stretches);
    }

    @Override
    public String toString() {
        return size() + " block numbers";
    }
}
