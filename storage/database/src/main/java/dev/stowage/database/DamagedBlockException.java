package dev.stowage.database;

import java.io.IOException;

/// A block of a database file that is not what was written there.
final class DamagedBlockException extends IOException {

    private static final long serialVersionUID = 1L;

    /// @param block its number, from 0
    DamagedBlockException(long block, String how) {
        super("block %d of the database file is damaged: %s".formatted(block, how));
    }
}
