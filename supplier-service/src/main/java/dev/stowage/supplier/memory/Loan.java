package dev.stowage.supplier.memory;

import dev.stowage.supplier.store.RecordMemory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What one request has borrowed. It is used by one thread at a time. Who still reads any of it
/// after it was closed reads what others write.
public final class Loan implements RecordMemory, AutoCloseable {

    private final MemoryPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Lent last;

    Loan(MemoryPool pool) {
        this.pool = pool;
    }

    @Override
    public ByteBuffer take(int bytes) {
        if (closed.get()) {
            throw new IllegalStateException("this loan was given back");
        }
        Lent lent = pool.take(bytes);
        if (lent == null) {
            return ByteBuffer.allocate(bytes);
        }
        lent.putBefore(last);
        last = lent;
        return lent.buffer().slice(0, bytes);
    }

    /// Gives everything back.
    ///
    /// @throws IllegalStateException if that was done before
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            throw new IllegalStateException("this loan was given back already");
        }
        Lent lent = last;
        last = null;
        while (lent != null) {
            Lent before = lent.next();
            lent.giveBack();
            lent = before;
        }
    }
}
