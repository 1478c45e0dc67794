package dev.stowage.supplier.store;

import java.nio.ByteBuffer;

/// Where the bytes go that are read for somebody. It is his, and so is the decision how long they
/// stay there.
public interface RecordMemory {

    /// Memory of the heap, new each time, which belongs to whoever has it.
    RecordMemory NEW = ByteBuffer::allocate;

    /// A buffer of exactly so many bytes, position 0; what is in it may be anything.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `busy` if that is too much
    ByteBuffer take(int bytes);
}
