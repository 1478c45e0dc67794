package dev.stowage.supplier.store;

import java.io.IOException;

/// The free bytes of a disk, of which some are promised to a compaction.
final class DiskSpace {

    private final Disk disk;
    private long reserved;

    DiskSpace(Disk disk) {
        this.disk = disk;
    }

    /// @param kept bytes that stay free
    /// @throws DiskFullException if there is no room for so many bytes
    synchronized void require(long bytes, long kept) throws IOException {
        long free = disk.usableBytes() - reserved;
        if (free - kept < bytes) {
            throw new DiskFullException(
                    "%d bytes are free, %d are kept free, %d are needed"
                            .formatted(free, kept, bytes));
        }
    }

    /// Promises bytes to somebody.
    ///
    /// @throws DiskFullException if there is no room for them
    synchronized void reserve(long bytes) throws IOException {
        require(bytes, 0);
        reserved += bytes;
    }

    /// Takes back what was promised: it has been written, or is not needed.
    synchronized void release(long bytes) {
        reserved -= bytes;
    }
}
