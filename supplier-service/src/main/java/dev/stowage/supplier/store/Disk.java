package dev.stowage.supplier.store;

import java.io.IOException;
import java.util.List;

/// A directory on a disk, as narrow as a log needs it.
public interface Disk {

    /// Names of the files, in order.
    List<String> list() throws IOException;

    /// Opens a file to read and write, made if it is not there.
    DiskFile open(String name) throws IOException;

    /// Opens a file that is there to read it.
    DiskFile openToRead(String name) throws IOException;

    /// Calls a file otherwise: after a crash it has the one name or the other.
    void rename(String from, String to) throws IOException;

    /// Removes a file; whoever has it open can still read it.
    void remove(String name) throws IOException;

    /// Makes durable which files there are.
    void syncDirectory() throws IOException;

    /// Bytes that can still be written.
    long usableBytes() throws IOException;
}
