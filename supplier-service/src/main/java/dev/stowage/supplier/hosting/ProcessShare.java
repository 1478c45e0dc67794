package dev.stowage.supplier.hosting;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.stowage.protocol.door.ServiceDoor;
import java.lang.management.ManagementFactory;

/// What each supplier of a process takes of it, where its operator does not say: of the heap a
/// quarter for what requests hold, of the files that may be open a quarter for connections, for the
/// logs need files, too, and no more than there may be buffers for ([ServiceDoor]). A request
/// beyond is told `busy`, a connection beyond waits to be accepted.
///
/// @param bytes held in memory for requests
/// @param connections open at once
/// @param requests served at once: fewer than there are connections, so that one more can be told
public record ProcessShare(long bytes, int connections, int requests) {

    private static final int PART = 4;
    private static final long LEAST_BYTES = 8L << 20;
    private static final int LEAST_CONNECTIONS = 32;
    private static final int MOST_CONNECTIONS = 8192;
    private static final int MOST_REQUESTS = 256;

    /// Of a system that does not tell how many files may be open.
    private static final long USUAL_FILES = 1024;

    /// @param heap bytes that the process may use
    /// @param files that it may have open
    /// @param suppliers in it
    static ProcessShare of(long heap, long files, int suppliers) {
        long all = Math.min(files / PART, ServiceDoor.connections(heap));
        int connections = Math.clamp(all / suppliers, LEAST_CONNECTIONS, MOST_CONNECTIONS);
        return new ProcessShare(
                Math.max(LEAST_BYTES, heap / PART / suppliers),
                connections,
                Math.min(connections / 2, MOST_REQUESTS));
    }

    /// Of this process.
    public static ProcessShare ofThisProcess(int suppliers) {
        long files =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof UnixOperatingSystemMXBean system
                        ? system.getMaxFileDescriptorCount()
                        : USUAL_FILES;
        return of(Runtime.getRuntime().maxMemory(), files, suppliers);
    }
}
