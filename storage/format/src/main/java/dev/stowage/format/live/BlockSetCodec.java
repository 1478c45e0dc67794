package dev.stowage.format.live;

import dev.stowage.format.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/// The bytes of a set of block numbers: the portable 64-bit form of Roaring bitmaps, in which each
/// set has one form only. Its numbers are little-endian.
///
/// ```
/// offset  size
///      0     8  stretches   count n
///      8     …  stretch     n times, ascending: high 32 bits of its numbers 4, Roaring bitmap of the low ones
/// ```
final class BlockSetCodec {

    /// A stretch has 4 bytes of high bits and a bitmap of one container at least.
    private static final int LEAST_STRETCH_BYTES = 15;

    private BlockSetCodec() {}

    static int length(BlockSet set) {
        int length = Long.BYTES;
        for (RoaringBitmap each : set.stretches().values()) {
            length += Integer.BYTES + canonical(each).serializedSizeInBytes();
        }
        return length;
    }

    /// Writes the set at the buffer's position.
    static void write(BlockSet set, ByteBuffer buffer) {
        ByteBuffer target = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        target.putLong(set.stretches().size());
        set.stretches()
                .forEach(
                        (high, low) -> {
                            target.putInt(high);
                            canonical(low).serialize(target);
                        });
        buffer.position(buffer.position() + target.position());
    }

    /// Of the forms that the library may have come to, the one that every writer comes to.
    private static RoaringBitmap canonical(RoaringBitmap bitmap) {
        RoaringBitmap plain = bitmap.clone();
        plain.removeRunCompression();
        plain.runOptimize();
        return plain;
    }

    /// Reads a set from all remaining bytes.
    ///
    /// @throws IllegalArgumentException for anything that [#write] does not write
    static BlockSet read(ByteBuffer buffer) {
        ByteBuffer source = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        Bounds.requireRemaining("set of block numbers", source, Long.BYTES);
        long count = source.getLong();
        Bounds.requireRange(
                "number of stretches", count, 0, source.remaining() / LEAST_STRETCH_BYTES);
        NavigableMap<Integer, RoaringBitmap> stretches = new TreeMap<>(Integer::compareUnsigned);
        for (long left = count; left > 0; left--) {
            int high = readHigh(stretches, source);
            stretches.put(high, readBitmap(source));
        }
        Bounds.requireRange("bytes behind the set", source.remaining(), 0, 0);
        buffer.position(buffer.limit());
        return new BlockSet(stretches);
    }

    private static int readHigh(NavigableMap<Integer, RoaringBitmap> before, ByteBuffer source) {
        Bounds.requireRemaining("stretch", source, LEAST_STRETCH_BYTES);
        int high = source.getInt();
        Map.Entry<Integer, RoaringBitmap> last = before.lastEntry();
        if (last != null && Integer.compareUnsigned(high, last.getKey()) <= 0) {
            throw new IllegalArgumentException(
                    "stretches ascend, got %08x behind %08x".formatted(high, last.getKey()));
        }
        return high;
    }

    private static RoaringBitmap readBitmap(ByteBuffer source) {
        ByteBuffer bytes = source.slice().order(ByteOrder.LITTLE_ENDIAN);
        BitmapCheck.pass(source);
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(bytes);
        } catch (IOException | InvalidRoaringFormat unread) {
            throw new IllegalArgumentException("this Roaring bitmap cannot be read", unread);
        }
        return bitmap;
    }
}
