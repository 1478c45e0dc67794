package dev.stowage.supplier.store;

import java.io.IOException;
import java.util.List;

/// A directory on a disk, as narrow as a log needs it.
public interface Disk {

    /// Names of the files, in order.
    List<String> list() throws IOException;

    /// Opens a file to read and write, made if it is not there.
    DiskFile open(String name) throws IOException;

    /// Makes durable which files there are.
    void syncDirectory() throws IOException;

    /// Bytes that can still be written.
    long usableBytes() throws IOException;
}
