package dev.stowage.supplier.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Bytes of the log files, and how many of them are still needed. One thread changes it, all may
/// read.
final class LogSpace {

    private final Map<LogName, Counters> files = new ConcurrentHashMap<>();
    private final LongAdder living = new LongAdder();
    private final LongAdder size = new LongAdder();

    /// Of one file.
    private static final class Counters {

        private final AtomicLong size = new AtomicLong();
        private final AtomicLong living = new AtomicLong();
        private volatile boolean damaged;
        private volatile boolean tainted;
    }

    /// How a file is used.
    ///
    /// @param size its bytes
    /// @param living those of them that are needed
    /// @param damaged something in it could not be read when the log was opened
    /// @param tainted something in it must not stay there
    record FileUse(LogName name, long size, long living, boolean damaged, boolean tainted) {

        /// The same, not to be touched.
        FileUse leftAlone() {
            return new FileUse(name, size, living, true, tainted);
        }
    }

    private Counters file(LogName name) {
        return files.computeIfAbsent(name, _ -> new Counters());
    }

    /// All files but the last one, which grows, in their order.
    List<FileUse> sealed() {
        List<FileUse> all =
                files.entrySet().stream()
                        .map(each -> use(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparing(FileUse::name, LogName.ORDER))
                        .toList();
        return all.subList(0, Math.max(0, all.size() - 1));
    }

    private static FileUse use(LogName name, Counters file) {
        return new FileUse(name, file.size.get(), file.living.get(), file.damaged, file.tainted);
    }

    /// Says how long a file is.
    void resize(LogName name, long bytes) {
        size.add(bytes - file(name).size.getAndSet(bytes));
    }

    /// Says that something in a file could not be read.
    void markDamaged(LogName name) {
        file(name).damaged = true;
    }

    /// Says that something in a file must not stay there, however little it is.
    void taint(LogName name) {
        file(name).tainted = true;
    }

    boolean isTainted(LogName name) {
        return file(name).tainted;
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

    /// Bytes of a file that are needed.
    long living(LogName name) {
        return file(name).living.get();
    }

    /// A file is no more.
    void remove(LogName name) {
        resize(name, 0);
        files.remove(name);
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
