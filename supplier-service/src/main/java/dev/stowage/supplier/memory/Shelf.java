package dev.stowage.supplier.memory;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Buffers of one length that nobody has now. They lie on several stacks, so that threads seldom
/// want the same one; what was used last is taken first, for it is still in the processor's cache.
final class Shelf {

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private static final int STACKS =
            Integer.highestOneBit(
                    Math.clamp(Runtime.getRuntime().availableProcessors() * 4L, 4, 64));

    /// References between the tops of two stacks, so that they share no line of the cache.
    private static final int DISTANCE = 16;

    private final int length;
    private final int most;
    private final IntFunction<ByteBuffer> maker;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Lent> tops =
            new AtomicReferenceArray<>(STACKS * DISTANCE);

    /// No more are made than there are; set when there was no memory for another one.
    private volatile boolean complete;

    /// @param length of each buffer
    /// @param limit bytes of all of them
    Shelf(int length, long limit, IntFunction<ByteBuffer> maker) {
        this.length = length;
        this.most = Math.toIntExact(limit / length);
        this.maker = maker;
    }

    /// A buffer; null if all are lent and no more may be made.
    @Nullable Lent take() {
        int own = ownStack();
        for (int stack = 0; stack < STACKS; stack++) {
            Lent found = pop((own + stack) % STACKS * DISTANCE);
            if (found != null) {
                return new Lent(found.buffer(), this);
            }
        }
        return make();
    }

    private static int ownStack() {
        return (int) (Thread.currentThread().threadId() % STACKS);
    }

    private @Nullable Lent pop(int stack) {
        while (true) {
            Lent top = tops.get(stack);
            if (top == null || tops.compareAndSet(stack, top, top.next())) {
                return top;
            }
        }
    }

    private @Nullable Lent make() {
        if (complete || made.getAndUpdate(count -> Math.min(count + 1, most)) == most) {
            return null;
        }
        try {
            ByteBuffer buffer = maker.apply(length);
            AtomicInteger counted = made;
            FORGOTTEN.register(buffer, counted::decrementAndGet);
            return new Lent(buffer, this);
        } catch (OutOfMemoryError exhausted) {
            complete = true;
            made.decrementAndGet();
            return null;
        }
    }

    void giveBack(Lent lent) {
        int stack = ownStack() * DISTANCE;
        Lent top;
        do {
            top = tops.get(stack);
            lent.putBefore(top);
        } while (!tops.compareAndSet(stack, top, lent));
    }

    long bytes() {
        return (long) made.get() * length;
    }
}
