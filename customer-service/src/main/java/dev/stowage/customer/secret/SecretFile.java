package dev.stowage.customer.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A small text that must stay secret and must not be lost: mode 0600, durable when written.
public final class SecretFile {

    private final Path path;

    public SecretFile(Path path) {
        this.path = path;
    }

    public Optional<String> read() {
        try {
            return Files.exists(path)
                    ? Optional.of(Files.readString(path, StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path, unreadable);
        }
    }

    /// What the file says; if there is none, it is made first.
    public String readOrCreate(Supplier<String> make) {
        return read().orElseGet(
                        () -> {
                            String text = make.get();
                            write(text);
                            return text;
                        });
    }

    /// Puts this text in place of what was there: all of it or nothing.
    public void write(String text) {
        Path directory = path.toAbsolutePath().getParent();
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(next);
            createPrivate(next);
            try (FileChannel file = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(
                    next,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + path, failure);
        }
    }

    private static void createPrivate(Path file) throws IOException {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        try {
            if (views.contains("posix")) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException another) {
            throw new IOException("another process writes " + file, another);
        }
    }
}
