package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.file.Path;

/// Makes disks of directories.
public interface Disks {

    /// @param directory made if it is not there
    Disk open(Path directory) throws IOException;
}
