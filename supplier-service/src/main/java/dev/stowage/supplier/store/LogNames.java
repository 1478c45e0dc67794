package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which files of a directory are the log. A compaction that was cut off leaves files that are not:
/// a copy that was not finished, or files that a finished copy has taken the place of.
final class LogNames {

    private static final Logger LOG = LoggerFactory.getLogger(LogNames.class);
    private static final int SEAL_BYTES = EntryHeader.BYTES + Integer.BYTES;

    private final Disk disk;
    private final List<LogName> names = new ArrayList<>();

    private LogNames(Disk disk) {
        this.disk = disk;
    }

    /// Removes what a compaction left behind.
    ///
    /// @return the log, in order
    static List<LogName> settle(Disk disk) throws IOException {
        LogNames log = new LogNames(disk);
        for (String name : disk.list()) {
            LogName.parse(name).ifPresent(log.names::add);
        }
        log.names.sort(LogName.ORDER);
        log.removeReplaced();
        log.removeRests();
        return log.names;
    }

    private void removeReplaced() throws IOException {
        Set<LogName> replaced = new HashSet<>();
        for (LogName name : names) {
            replaced.addAll(replacedBy(name));
        }
        replaced.retainAll(names);
        for (LogName name : replaced) {
            LOG.info("{} was compacted and is removed", name);
            disk.remove(name.toString());
        }
        if (!replaced.isEmpty()) {
            disk.syncDirectory();
            names.removeAll(replaced);
        }
    }

    /// Files whose place a file has taken: none unless it is whole up to its seal.
    private List<LogName> replacedBy(LogName name) throws IOException {
        List<LogName> replaced = new ArrayList<>();
        try (DiskFile file = disk.open(name.toString())) {
            for (long at = 0; ; at += EntryHeader.BYTES) {
                Optional<EntryHeader> header = header(name, file, at);
                if (header.isEmpty()
                        || !(header.get().subject()
                                instanceof Subject.OfOrigin(int number, long marker))) {
                    break;
                }
                replaced.add(new LogName(number, marker));
            }
            return replaced.isEmpty() || isWhole(name, file) ? replaced : List.of();
        }
    }

    private static boolean isWhole(LogName name, DiskFile file) throws IOException {
        long seal = file.size() - SEAL_BYTES;
        return header(name, file, seal).filter(header -> header.synced() == seal).isPresent();
    }

    private static Optional<EntryHeader> header(LogName name, DiskFile file, long at)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(EntryHeader.BYTES);
        file.read(bytes, at);
        return EntryHeader.readFrom(bytes.flip(), name.marker());
    }

    /// Nothing hangs on whether this outlives a crash: it is done at every start.
    private void removeRests() throws IOException {
        Set<String> indexes = new HashSet<>();
        names.forEach(name -> indexes.add(name.indexName()));
        for (String name : disk.list()) {
            boolean isRest =
                    name.endsWith(LogName.MAKING)
                            || (name.endsWith(LogName.INDEX) && !indexes.contains(name));
            if (isRest) {
                disk.remove(name);
            }
        }
    }
}
