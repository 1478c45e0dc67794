package dev.stowage.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Which ports this process means to serve at, or once meant to: nobody else who asks here gets
/// them as long as it runs.
///
/// A free port that was chosen is served at seconds later. Another cluster that starts meanwhile,
/// in this process or beside it, must neither choose it, too, nor try it at that moment.
final class PortClaims {

    private static final PortClaims OF_THIS_PROCESS = open();

    /// Byte number p is locked by who has claimed port p; such a lock ends with its process.
    private final FileChannel locks;

    private PortClaims(FileChannel locks) {
        this.locks = locks;
    }

    static PortClaims ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    private static PortClaims open() {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "stowage-ports-" + System.getProperty("user.name"));
        try {
            return new PortClaims(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw new UncheckedIOException("ports can't be claimed in " + file, failed);
        }
    }

    /// @return false if it is claimed already
    boolean claim(int port) throws IOException {
        try {
            return locks.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }
}
