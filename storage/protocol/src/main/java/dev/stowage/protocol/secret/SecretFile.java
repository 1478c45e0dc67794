package dev.stowage.protocol.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/// A secret that is made once and kept in a file that only its owner can read.
public final class SecretFile {

    private SecretFile() {}

    /// What the file of this name holds; it is made, durably, if it is absent.
    public static String readOrMake(Path directory, String name, Supplier<String> secret)
            throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            make(directory, file, secret.get());
        }
        return Files.readString(file).strip();
    }

    private static void make(Path directory, Path file, String secret) throws IOException {
        Path unfinished = Files.createTempFile(directory, "secret", ".new");
        try {
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        unfinished, PosixFilePermissions.fromString("rw-------"));
            }
            write(unfinished, secret + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            force(directory);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
