package dev.stowage.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How long a database file was when it was closed in order, noted beside it: H2 opens what is left
/// of a file that was cut as if the rest had never been, and makes a new one if all is gone.
///
/// The mark holds a number of bytes, or `open` while the database is in use: then, and after a
/// crash, it only says that there is a file.
final class LengthMark {

    private static final String ENDING = ".length";
    private static final String OPEN = "open";

    private final Path file;
    private final Path mark;

    /// @param file of the database, with H2's ending
    LengthMark(Path file) {
        this.file = file;
        this.mark = file.resolveSibling(file.getFileName() + ENDING);
    }

    /// Refuses a file that has lost something since it was closed.
    ///
    /// @throws SQLException if it is gone, or shorter than it was
    void requireWhole() throws SQLException {
        try {
            if (Files.exists(mark)) {
                requireWhole(Files.readString(mark).strip());
            }
        } catch (IOException unreadable) {
            throw new SQLException("the mark %s cannot be read".formatted(mark), unreadable);
        }
    }

    /// From now on the file is in use, and after a crash so it was.
    void open() throws SQLException {
        try {
            if (!Files.exists(mark) || !Files.readString(mark).strip().equals(OPEN)) {
                write(OPEN);
            }
        } catch (IOException failed) {
            throw new SQLException("the mark %s cannot be written".formatted(mark), failed);
        }
    }

    private void requireWhole(String noted) throws IOException, SQLException {
        long length = Files.exists(file) ? Files.size(file) : 0;
        if (length == 0) {
            throw lost("is gone or empty");
        }
        Long before = number(noted);
        if (before != null && length < before) {
            throw lost(
                    "is truncated: it had %d bytes when it was closed, now it has %d"
                            .formatted(before, length));
        }
    }

    private static @Nullable Long number(String noted) {
        try {
            return Long.valueOf(noted);
        } catch (NumberFormatException open) {
            return null;
        }
    }

    private SQLException lost(String how) {
        return new SQLException(
                "the database %s %s. Nothing was changed. Put the whole file back; if it is meant to be as it is, delete %s."
                        .formatted(file, how, mark));
    }

    /// Notes the length of a file that was closed.
    void close() throws IOException {
        if (Files.exists(file)) {
            write(String.valueOf(Files.size(file)));
        }
    }

    private void write(String text) throws IOException {
        Path fresh = mark.resolveSibling(mark.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                fresh, mark, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
