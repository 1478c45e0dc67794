package dev.stowage.database;

import static dev.stowage.database.CheckedBlock.BLOCK_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a checked file where there is none, or out of one that H2 wrote before there were checked
/// files. It is complete and on the disk before it bears its name.
final class FreshFile {

    private static final Logger LOG = LoggerFactory.getLogger(FreshFile.class);
    private static final String PLAIN_BEGINNING = "H:2,";

    private FreshFile() {}

    /// @param file of the database, with H2's ending
    /// @throws IOException if what is there is neither a checked file nor one of H2
    static void makeIfAbsent(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(directory(file));
            replace(file, null);
            return;
        }
        try (FileChannel present = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer beginning = ByteBuffer.allocate(BLOCK_BYTES);
            while (beginning.hasRemaining() && present.read(beginning) >= 0) {}
            beginning.flip();
            if (Prelude.begins(beginning)) {
                return;
            }
            if (beginning.hasRemaining() && !isPlain(beginning)) {
                throw new IOException("it is neither a database of ours nor one of H2");
            }
            replace(file, present);
        }
        LOG.info("the database {} is checked from now on", file);
    }

    private static boolean isPlain(ByteBuffer beginning) {
        byte[] expected = PLAIN_BEGINNING.getBytes(StandardCharsets.US_ASCII);
        return beginning.remaining() == BLOCK_BYTES
                && ByteBuffer.wrap(expected).equals(beginning.slice(0, expected.length));
    }

    private static void replace(Path file, @Nullable FileChannel plain) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer prelude = new Prelude(new SecureRandom().nextLong()).bytes();
            while (prelude.hasRemaining()) {
                channel.write(prelude);
            }
            if (plain != null) {
                copy(plain, CheckedFile.open(channel));
            }
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries = FileChannel.open(directory(file), StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /// Block by block, each a write of its own: what belongs together is not known here.
    private static void copy(FileChannel plain, CheckedFile checked) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long blocks = plain.size() / BLOCK_BYTES;
        for (long number = 0; number < blocks; number++) {
            block.clear();
            while (block.hasRemaining()) {
                if (plain.read(block, number * BLOCK_BYTES + block.position()) < 0) {
                    throw new IOException("the database became shorter while it was copied");
                }
            }
            checked.write(block.flip(), number * BLOCK_BYTES);
        }
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
