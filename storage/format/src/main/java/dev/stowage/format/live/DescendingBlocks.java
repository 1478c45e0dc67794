package dev.stowage.format.live;

import dev.stowage.format.address.BlockNumber;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Walks a set of block numbers down, without a copy of it.
final class DescendingBlocks implements Iterator<BlockNumber> {

    private final Iterator<Map.Entry<Integer, RoaringBitmap>> stretches;
    private long high;
    private IntIterator lows = new RoaringBitmap().getReverseIntIterator();

    DescendingBlocks(NavigableMap<Integer, RoaringBitmap> stretches) {
        this.stretches = stretches.descendingMap().entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
        while (!lows.hasNext() && stretches.hasNext()) {
            Map.Entry<Integer, RoaringBitmap> stretch = stretches.next();
            high = (long) stretch.getKey() << Integer.SIZE;
            lows = stretch.getValue().getReverseIntIterator();
        }
        return lows.hasNext();
    }

    @Override
    public BlockNumber next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more block numbers");
        }
        return new BlockNumber(high | Integer.toUnsignedLong(lows.next()));
    }
}
