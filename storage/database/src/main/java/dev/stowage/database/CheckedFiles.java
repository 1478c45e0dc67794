package dev.stowage.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// Files of which no flipped bit is read as if it were good, for H2: `jdbc:h2:checked:PATH`.
///
/// Only the database itself is kept so; what H2 calls otherwise is left as it is. H2 makes
/// instances of this class by itself.
public final class CheckedFiles extends FilePathWrapper {

    static final String SCHEME = "checked";

    private static final String DATABASE_ENDING = ".mv.db";

    /// Lets H2 know the scheme.
    static void register() {
        FilePath.register(new CheckedFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel channel = super.open(mode);
        if (!isDatabase()) {
            return channel;
        }
        try {
            return mode.equals("r") ? CheckedFile.open(channel) : CheckedFile.open(channel, file());
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public long size() {
        return isDatabase() ? CheckedFile.sizeOf(super.size()) : super.size();
    }

    private Path file() {
        return Path.of(name.substring(name.lastIndexOf(':') + 1));
    }

    private boolean isDatabase() {
        return name.endsWith(DATABASE_ENDING);
    }
}
