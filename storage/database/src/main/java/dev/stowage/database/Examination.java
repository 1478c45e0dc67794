package dev.stowage.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/// Reads a database file once before it is used, and changes nothing: all that the newest version
/// needs must be right, and it must be no older than the one that the file says was durable.
///
/// H2 by itself takes a damaged write for one that was cut off, and opens what was before it.
final class Examination {

    private static final int DAMAGED_NAMED = 8;

    private final String name;
    private final Path file;

    /// @param name of the file as H2 knows it, with its scheme and its ending
    Examination(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /// @throws SQLException if the file is damaged, forgot something or is in use
    void run() throws SQLException {
        try {
            FilePath path = FilePath.get(name);
            long sealed = sealed(path, file);
            requireNothingLost(path.size() == 0 ? 0 : readAll(), sealed);
        } catch (MVStoreException failed) {
            throw failed.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? new SQLException("the database %s is already in use".formatted(file), failed)
                    : refusal(failed);
        } catch (IOException failed) {
            throw refusal(failed);
        }
    }

    private static long sealed(FilePath path, Path file) throws IOException {
        try (FileChannel channel = path.open("r")) {
            return channel instanceof CheckedFile checked ? Seal.read(file, checked.marker()) : 0;
        }
    }

    /// @return the newest version, of which all has been read
    private long readAll() {
        ExaminedStore examined = new ExaminedStore();
        examined.open(name, true, null);
        try (MVStore _ = new MVStore.Builder().adoptFileStore(examined).readOnly().open()) {
            examined.readAllInUse();
            return examined.lastChunkVersion();
        }
    }

    private static void requireNothingLost(long version, long sealed) throws IOException {
        if (version < sealed) {
            throw new IOException(
                    "version %d of its contents was durable, the newest that can be read is %d"
                            .formatted(sealed, version));
        }
    }

    private SQLException refusal(Exception reason) {
        Throwable first = reason;
        while (first.getCause() != null && !(first instanceof DamagedBlockException)) {
            first = first.getCause();
        }
        return new SQLException(
                "the database %s is damaged: %s%s. Nothing was changed. Put a good copy back."
                        .formatted(file, first.getMessage(), damagedBlocks()),
                reason);
    }

    /// What there is to say about the file beside the reason, which may not name a block.
    private String damagedBlocks() {
        try (FileChannel channel = FilePath.get(name).open("r")) {
            List<Long> damaged =
                    channel instanceof CheckedFile checked
                            ? checked.damaged(DAMAGED_NAMED)
                            : List.of();
            return damaged.isEmpty() ? "" : " (damaged blocks: %s)".formatted(damaged);
        } catch (IOException unreadable) {
            return " (its blocks cannot be read: %s)".formatted(unreadable.getMessage());
        }
    }
}
