package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file.
public interface DiskFile extends AutoCloseable {

    long size() throws IOException;

    /// Fills the buffer from a place in the file, less only where the file ends.
    void read(ByteBuffer into, long offset) throws IOException;

    /// Writes all remaining bytes; durable after [#sync].
    ///
    /// @throws DiskFullException if there is no room; some of it may have been written
    void write(ByteBuffer bytes, long offset) throws IOException;

    /// Cuts the file.
    void truncate(long size) throws IOException;

    /// Makes everything written so far durable. If it fails, nobody knows what is.
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
