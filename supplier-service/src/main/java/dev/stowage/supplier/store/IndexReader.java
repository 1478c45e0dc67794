package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the index file beside a log file for as long as it is right. It is believed only where the
/// log itself agrees; the rest of the log has to be walked.
final class IndexReader {

    private static final Logger LOG = LoggerFactory.getLogger(IndexReader.class);

    private final LogName name;
    private final DiskFile log;
    private final DiskFile index;

    private IndexReader(LogName name, DiskFile log, DiskFile index) {
        this.name = name;
        this.log = log;
        this.index = index;
    }

    /// Reads the index of a log file.
    ///
    /// @param sections is handed every section that is right, in order
    /// @return how far it goes
    static IndexExtent read(
            Disk disk, LogName name, DiskFile log, Consumer<IndexSection> sections) {
        try (DiskFile index = disk.open(name.indexName())) {
            return new IndexReader(name, log, index).read(sections);
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read, the log is walked", name.indexName(), unreadable);
            return IndexExtent.NONE;
        }
    }

    private IndexExtent read(Consumer<IndexSection> sections) throws IOException {
        IndexExtent extent = IndexExtent.NONE;
        long size = index.size();
        while (extent.indexBytes() < size) {
            Optional<IndexSection> next = readable(extent, size);
            if (next.isEmpty()) {
                LOG.info(
                        "{} is right up to {} of {} bytes",
                        name.indexName(),
                        extent.indexBytes(),
                        size);
                return extent;
            }
            sections.accept(next.get());
            extent = extent.plus(next.get());
        }
        return extent;
    }

    private Optional<IndexSection> readable(IndexExtent extent, long size) {
        try {
            return section(extent, size);
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read on", name.indexName(), unreadable);
            return Optional.empty();
        }
    }

    private Optional<IndexSection> section(IndexExtent extent, long size) throws IOException {
        long at = extent.indexBytes();
        if (size - at < IndexSection.HEADER_BYTES) {
            return Optional.empty();
        }
        Optional<Integer> bytes =
                IndexSection.bytes(bytes(index, at, IndexSection.HEADER_BYTES), name.marker());
        if (bytes.isEmpty() || bytes.get() > size - at) {
            return Optional.empty();
        }
        Optional<IndexSection> section =
                IndexSection.read(bytes(index, at, bytes.get()), name.marker());
        return section.isPresent() && isOfLog(section.get(), extent) ? section : Optional.empty();
    }

    /// Whether it goes on where the last one ended, and its last entry stands in the log.
    private boolean isOfLog(IndexSection section, IndexExtent extent) throws IOException {
        if (section.from() != extent.logBytes() || section.to() > log.size()) {
            return false;
        }
        IndexedEntry last = section.entries().getLast();
        ByteBuffer header = bytes(log, last.offset(), EntryHeader.BYTES);
        return EntryHeader.readFrom(header, name.marker())
                .filter(found -> found.length() == last.length())
                .filter(found -> found.subject().equals(last.subject()))
                .isPresent();
    }

    private static ByteBuffer bytes(DiskFile file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(bytes, offset);
        return bytes.clear();
    }
}
