package dev.stowage.supplier.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a volume is told.
///
/// @param directory in which it lies
/// @param capacity bytes donated
/// @param carriers that it may serve
public record VolumeSettings(Path directory, long capacity, int carriers) {

    private static final String RECORDS = "records";
    private static final String LOG = ".log";

    public VolumeSettings {
        if (capacity < 0 || carriers < 1) {
            throw new IllegalArgumentException(
                    "a volume of %d bytes for %d carriers cannot be".formatted(capacity, carriers));
        }
    }

    /// The directory of its log.
    Path records() {
        return directory.resolve(RECORDS);
    }

    /// By which other volumes know the directory.
    String name() {
        return directory.toAbsolutePath().normalize().toString();
    }

    /// Whether there is a log already.
    boolean isThere() {
        if (!Files.isDirectory(records())) {
            return false;
        }
        try (Stream<Path> files = Files.list(records())) {
            return files.anyMatch(file -> file.toString().endsWith(LOG));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /// Nobody makes it but the operator: where a disk is not mounted, the volume must not be begun
    /// anew on another one.
    void requireDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(
                    "there is no such directory: make it, or see whether its disk is mounted");
        }
    }
}
