package dev.stowage.supplier.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Bytes of the log files, and how many of them are still needed. One thread changes it, all may
/// read.
final class LogSpace {

    private final Map<LogName, File> files = new ConcurrentHashMap<>();
    private final LongAdder living = new LongAdder();
    private final LongAdder size = new LongAdder();

    /// Of one file.
    private static final class File {

        private final AtomicLong size = new AtomicLong();
        private final AtomicLong living = new AtomicLong();
    }

    private File file(LogName name) {
        return files.computeIfAbsent(name, _ -> new File());
    }

    /// Says how long a file is.
    void resize(LogName name, long bytes) {
        size.add(bytes - file(name).size.getAndSet(bytes));
    }

    /// Counts an entry in or out.
    ///
    /// @param sign 1 or -1
    void count(Place place, int sign) {
        count(place.file(), sign * (long) (EntryHeader.BYTES + place.length()));
    }

    /// Counts an entry without a body in or out.
    ///
    /// @param sign 1 or -1
    void countMark(LogName name, int sign) {
        count(name, sign * (long) EntryHeader.BYTES);
    }

    private void count(LogName name, long bytes) {
        file(name).living.addAndGet(bytes);
        living.add(bytes);
    }

    /// Bytes of all files.
    long size() {
        return size.sum();
    }

    /// Bytes of the entries that are needed, their headers counted.
    long living() {
        return living.sum();
    }
}
