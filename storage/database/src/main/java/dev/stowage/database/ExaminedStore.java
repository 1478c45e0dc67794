package dev.stowage.database;

import static dev.stowage.database.CheckedBlock.BLOCK_BYTES;

import java.util.Map;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/// H2's own store, which says where everything lies that the opened version needs.
final class ExaminedStore extends SingleFileStore {

    private static final int BLOCKS_AT_ONCE = 256;
    private static final String NOTHING_LIVES = ",livePages:0,";

    ExaminedStore() {
        super(Map.of());
    }

    /// Reads all that anything still lives in; what is damaged there ends it with an exception.
    void readAllInUse() {
        for (SFChunk written : getChunks().values()) {
            if (!written.asString().contains(NOTHING_LIVES)) {
                read(written);
            }
        }
    }

    private void read(SFChunk written) {
        long end = written.block + written.len;
        for (long block = written.block; block < end; block += BLOCKS_AT_ONCE) {
            int count = (int) Math.min(BLOCKS_AT_ONCE, end - block);
            readFully(written, block * BLOCK_BYTES, count * BLOCK_BYTES);
        }
    }
}
