package dev.stowage.supplier.memory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Memory off the heap for what is read from disks: made when it is first asked for, lent again and
/// again.
///
/// Buffers have lengths of 5 KiB times a power of two, so that a header finds room beside a power
/// of two of fragments; each length has an equal share of the pool, so that none takes all of it.
/// Who finds nothing of his length takes a longer one, up to eight times as long; if there is none,
/// memory of the heap.
public final class MemoryPool {

    private static final int SHORTEST = 5 << 10;
    private static final int LENGTHS = 10;

    /// Lengths that are tried for one buffer.
    private static final int TRIED = 4;

    private static final int PART_OF_HEAP = 8;
    private static final long MOST_BYTES = 128L << 20;

    private final List<Shelf> shelves;

    /// @param limit bytes that it holds at most, lent or not
    public MemoryPool(long limit) {
        this(limit, ByteBuffer::allocateDirect);
    }

    /// @param maker of buffers off the heap, which throws [OutOfMemoryError] if it cannot
    MemoryPool(long limit, IntFunction<ByteBuffer> maker) {
        this.shelves =
                IntStream.range(0, LENGTHS)
                        .mapToObj(each -> new Shelf(SHORTEST << each, limit / LENGTHS, maker))
                        .toList();
    }

    /// One for this process: an eighth of what its heap may become, 128 MiB at most.
    public static MemoryPool ofThisProcess() {
        return new MemoryPool(
                Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    /// The memory of one request, which closes it when nobody reads any more what it holds.
    public Loan lend() {
        return new Loan(this);
    }

    /// Bytes off the heap that it has made and the garbage collector has not found.
    public long bytes() {
        return shelves.stream().mapToLong(Shelf::bytes).sum();
    }

    /// A buffer of at least so many bytes; null if none is left.
    @Nullable Lent take(int bytes) {
        int first = shelfOf(bytes);
        for (int each = first; each < Math.min(first + TRIED, LENGTHS); each++) {
            Lent found = shelves.get(each).take();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static int shelfOf(int bytes) {
        return bytes <= SHORTEST
                ? 0
                : Integer.SIZE - Integer.numberOfLeadingZeros((bytes - 1) / SHORTEST);
    }
}
