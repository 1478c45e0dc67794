package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of the newest log file, behind the mark up to which it is known to be durable: decides
/// which batches there are whole, and makes durable what it keeps.
final class LogTail {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final int COPY_BYTES = 1 << 20;

    private final LogWalk walk;
    private final DiskFile file;

    LogTail(LogWalk walk, DiskFile file) {
        this.walk = walk;
        this.file = file;
    }

    /// Cuts off what is no entry, writes the rest once more and covers the gaps.
    ///
    /// @param voids batches that are known to be void
    /// @return other batches that are torn, ascending
    List<Long> settle(Set<Long> voids) throws IOException {
        Map<Long, Integer> missing = missing();
        if (walk.size() > walk.end()) {
            LOG.info("a torn end of {} is cut off at {}", walk.name(), walk.end());
            file.truncate(walk.end());
        }
        if (!missing.isEmpty()) {
            writeAgain(walk.synced(), walk.end());
            coverGaps();
            file.sync();
        }
        missing.values().removeIf(count -> count == 0);
        missing.keySet().removeAll(voids);
        return missing.keySet().stream().sorted().toList();
    }

    /// Entries that are missing or not intact, of every batch behind the mark.
    private Map<Long, Integer> missing() throws IOException {
        Map<Long, Integer> missing = new HashMap<>();
        for (LogEntry entry : walk.entries()) {
            if (entry.offset() >= walk.synced()) {
                long batch = entry.header().batch();
                missing.putIfAbsent(batch, entry.header().entries());
                if (EntryBody.isIntact(entry.header().subject(), walk.body(entry))) {
                    missing.merge(batch, -1, Integer::sum);
                }
            }
        }
        return missing;
    }

    private void coverGaps() throws IOException {
        for (LogWalk.Gap gap : walk.gaps()) {
            if (gap.offset() >= walk.synced() && gap.length() >= EntryHeader.BYTES) {
                int length = (int) gap.length() - EntryHeader.BYTES;
                EntryHeader cover =
                        new EntryHeader(gap.file().marker(), 1, 0, 0, length, new Subject.OfVoid());
                ByteBuffer bytes = ByteBuffer.allocate(EntryHeader.BYTES);
                cover.writeTo(bytes);
                file.write(bytes.flip(), gap.offset());
            }
        }
    }

    /// Writes the same bytes once more: after a failed sync the system may take pages for durable
    /// that are not, and would not write them again by itself.
    private void writeAgain(long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
        for (long at = from; at < to; at += bytes.limit()) {
            bytes.clear().limit((int) Math.min(COPY_BYTES, to - at));
            file.read(bytes, at);
            file.write(bytes.flip(), at);
        }
    }
}
