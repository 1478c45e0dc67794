package dev.stowage.supplier.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the index file beside a log file, a section at a time, of what is durable in the log.
///
/// Nothing hangs on it: it is not synced, and if it cannot be written it ends where it is and the
/// next start walks the rest of the log. Used by one thread.
final class IndexWriter {

    private static final Logger LOG = LoggerFactory.getLogger(IndexWriter.class);

    private final Disk disk;
    private final LogName name;
    private final long sectionBytes;
    private final List<IndexedEntry> pending = new ArrayList<>();
    private IndexExtent extent;
    private long batch;
    private @Nullable DiskFile file;
    private boolean ended;

    /// @param sectionBytes of the log after which a section is written
    /// @param extent of what is there already; what lies behind it is overwritten
    IndexWriter(Disk disk, LogName name, long sectionBytes, IndexExtent extent) {
        this.disk = disk;
        this.name = name;
        this.sectionBytes = sectionBytes;
        this.extent = extent;
        this.batch = extent.batch();
    }

    /// Notes an entry of the log, which is durable with everything before it.
    void add(LogEntry entry) {
        if (ended || !IndexedEntry.isNoted(entry.header().subject())) {
            return;
        }
        if (pending.size() == IndexSection.LIMIT) {
            write(entry.offset());
        }
        batch = Math.max(batch, entry.header().batch());
        pending.add(IndexedEntry.of(entry));
    }

    /// Writes a section if it is time for one.
    ///
    /// @param to everything before this offset of the log is durable and was added
    /// @param lastBatch highest number of a batch before it
    void cover(long to, long lastBatch) {
        batch = Math.max(batch, lastBatch);
        if (to - extent.logBytes() >= sectionBytes) {
            write(to);
        }
    }

    /// Writes what is left. The index tells of nothing behind it.
    ///
    /// @param to everything before this offset of the log is durable and was added
    /// @param lastBatch highest number of a batch before it
    void finish(long to, long lastBatch) {
        batch = Math.max(batch, lastBatch);
        write(to);
        end();
    }

    private void write(long to) {
        if (ended || pending.isEmpty()) {
            return;
        }
        IndexSection section =
                new IndexSection(name.marker(), extent.logBytes(), to, batch, pending);
        pending.clear();
        try {
            opened().write(section.toBuffer(), extent.indexBytes());
            extent = extent.plus(section);
        } catch (IOException broken) {
            LOG.warn("{} ends here, the next start walks more", name.indexName(), broken);
            end();
        }
    }

    private DiskFile opened() throws IOException {
        DiskFile opened = file;
        if (opened == null) {
            opened = disk.open(name.indexName());
            file = opened;
            opened.truncate(extent.indexBytes());
        }
        return opened;
    }

    /// Writes nothing more.
    void end() {
        ended = true;
        pending.clear();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException unimportant) {
            LOG.debug("{} could not be closed", name.indexName(), unimportant);
        }
    }
}
