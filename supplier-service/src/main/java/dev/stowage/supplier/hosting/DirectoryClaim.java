package dev.stowage.supplier.hosting;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A directory that nobody else uses as long as this claim is held.
public final class DirectoryClaim implements AutoCloseable {

    private static final int MAX_DIRECTORIES = 4096;
    private static final String LOCK = "lock";

    /// Claims of this process: the system gives a lock up when any channel of the process to that
    /// file is closed, so a file that is locked here must not even be opened again.
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path key;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryClaim(Path directory, Path key, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.key = key;
        this.channel = channel;
        this.lock = lock;
    }

    /// Claims the first of `supplier-1`, `supplier-2`, … that nobody has claimed, made if it is not
    /// there.
    public static DirectoryClaim first(Path parent) throws IOException {
        for (int number = 1; number <= MAX_DIRECTORIES; number++) {
            Path directory = parent.resolve("supplier-" + number);
            Files.createDirectories(directory);
            Optional<DirectoryClaim> claim = claim(directory);
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new IOException(
                "all of %d directories in %s are in use".formatted(MAX_DIRECTORIES, parent));
    }

    /// Claims this very directory.
    ///
    /// @throws IOException if somebody else has
    static DirectoryClaim of(Path directory) throws IOException {
        return claim(directory)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "it is in use by another supplier, or twice by this one"));
    }

    private static Optional<DirectoryClaim> claim(Path directory) throws IOException {
        Path key = directory.toRealPath();
        if (!CLAIMED.add(key)) {
            return Optional.empty();
        }
        boolean isOurs = false;
        try {
            FileChannel channel = openLock(key);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            isOurs = true;
            return Optional.of(new DirectoryClaim(directory, key, channel, lock));
        } finally {
            if (!isOurs) {
                CLAIMED.remove(key);
            }
        }
    }

    private static FileChannel openLock(Path key) throws IOException {
        try {
            return FileChannel.open(
                    key.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException readOnly) {
            throw new IOException(
                    "nothing can be written in %s, and nothing was changed: %s"
                            .formatted(key, readOnly.getReason()),
                    readOnly);
        }
    }

    public Path directory() {
        return directory;
    }

    /// The directory's own name: `supplier-1`.
    public String name() {
        return String.valueOf(directory.getFileName());
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            CLAIMED.remove(key);
        }
    }
}
