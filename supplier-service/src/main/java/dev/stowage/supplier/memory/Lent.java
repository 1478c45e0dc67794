package dev.stowage.supplier.memory;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A buffer and where it belongs. One is made each time that the buffer is lent, so that no two
/// that ever lay on a shelf are the same.
final class Lent {

    private final ByteBuffer buffer;
    private final Shelf shelf;

    /// In a loan the one that was taken before, on a shelf the one that lies below.
    private @Nullable Lent next;

    Lent(ByteBuffer buffer, Shelf shelf) {
        this.buffer = buffer;
        this.shelf = shelf;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    @Nullable Lent next() {
        return next;
    }

    void putBefore(@Nullable Lent other) {
        next = other;
    }

    void giveBack() {
        shelf.giveBack(this);
    }
}
