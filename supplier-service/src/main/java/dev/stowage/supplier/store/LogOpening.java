package dev.stowage.supplier.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a log: walks all files and decides what of the last one was never acknowledged.
///
/// Every entry says up to where its file was durable when it was written. What lies before the
/// highest such mark was acknowledged: where it is damaged it has decayed, and it alone is lost.
/// What lies behind the mark was being written: a batch there counts only if all of it is right.
/// Those that are not are declared void, for ever, by a seal.
final class LogOpening {

    private static final Logger LOG = LoggerFactory.getLogger(LogOpening.class);
    private static final int COPY_BYTES = 1 << 20;

    private final Disk disk;
    private final LogIndex index;
    private long lastBatch;
    private int damaged;
    private int voided;
    private long truncated;

    LogOpening(Disk disk, LogIndex index) {
        this.disk = disk;
        this.index = index;
    }

    /// Fills the index and leaves the log ready to be appended to.
    LogAppender open(LogSettings settings, RandomGenerator random) throws IOException {
        List<LogName> names = names(random);
        for (LogName name : names.subList(0, names.size() - 1)) {
            try (DiskFile file = disk.open(name.toString())) {
                LogWalk walk = new LogWalk(name, file);
                publish(walk, readVoids(walk, file));
            }
        }
        LogName last = names.getLast();
        DiskFile file = disk.open(last.toString());
        LogWalk walk = new LogWalk(last, file);
        Set<Long> voids = readVoids(walk, file);
        List<Long> torn = settleTail(walk, file, voids);
        voids.addAll(torn);
        publish(walk, voids);
        LogAppender appender =
                new LogAppender(
                        disk, random, settings.rollBytes(), last, file, walk.end(), lastBatch);
        if (!torn.isEmpty()) {
            appender.seal(torn);
            file.sync();
        }
        return appender;
    }

    private List<LogName> names(RandomGenerator random) throws IOException {
        List<LogName> names = new ArrayList<>();
        disk.list().forEach(name -> LogName.parse(name).ifPresent(names::add));
        names.sort(Comparator.comparingInt(LogName::number));
        if (names.isEmpty()) {
            names.add(LogAppender.create(disk, 1, random));
        }
        return names;
    }

    private void publish(LogWalk walk, Set<Long> voids) {
        for (LogEntry entry : walk.entries()) {
            lastBatch = Math.max(lastBatch, entry.header().batch());
            if (!voids.contains(entry.header().batch())) {
                index.publish(entry);
            }
        }
        for (LogWalk.Gap gap : walk.gaps()) {
            if (gap.offset() < walk.synced()) {
                damaged++;
                LOG.warn(
                        "{} bytes at {} of {} have decayed",
                        gap.length(),
                        gap.offset(),
                        gap.file());
            }
        }
    }

    private Set<Long> readVoids(LogWalk walk, DiskFile file) throws IOException {
        Set<Long> voids = new HashSet<>();
        for (LogEntry entry : walk.entries()) {
            if (entry.header().subject() instanceof Subject.OfSeal) {
                EntryBody.readSeal(body(entry, file))
                        .ifPresentOrElse(voids::addAll, () -> damaged++);
            }
        }
        return voids;
    }

    /// Decides what lies behind the mark, and makes durable what it keeps of it.
    ///
    /// @return the batches that are torn
    private List<Long> settleTail(LogWalk walk, DiskFile file, Set<Long> voids) throws IOException {
        Map<Long, Integer> missing = missingOfTail(walk, file);
        truncated = walk.size() - walk.end();
        if (truncated > 0) {
            LOG.info("{} bytes of a torn end of {} are cut off", truncated, walk.name());
            file.truncate(walk.end());
        }
        if (!missing.isEmpty()) {
            writeAgain(file, walk.synced(), walk.end());
            coverGaps(walk, file);
            file.sync();
        }
        missing.values().removeIf(count -> count == 0);
        missing.keySet().removeAll(voids);
        voided = missing.size();
        return missing.keySet().stream().sorted().toList();
    }

    /// Entries that are missing or not intact, of every batch behind the mark.
    private static Map<Long, Integer> missingOfTail(LogWalk walk, DiskFile file)
            throws IOException {
        Map<Long, Integer> missing = new HashMap<>();
        for (LogEntry entry : walk.entries()) {
            if (entry.offset() >= walk.synced()) {
                long batch = entry.header().batch();
                missing.putIfAbsent(batch, entry.header().entries());
                if (EntryBody.isIntact(entry.header().subject(), body(entry, file))) {
                    missing.merge(batch, -1, Integer::sum);
                }
            }
        }
        return missing;
    }

    private static void coverGaps(LogWalk walk, DiskFile file) throws IOException {
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
    private static void writeAgain(DiskFile file, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(COPY_BYTES);
        for (long at = from; at < to; at += bytes.limit()) {
            bytes.clear().limit((int) Math.min(COPY_BYTES, to - at));
            file.read(bytes, at);
            file.write(bytes.flip(), at);
        }
    }

    private static ByteBuffer body(LogEntry entry, DiskFile file) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(entry.header().length());
        file.read(body, entry.place().offset());
        return body.flip();
    }

    /// What was found.
    Recovery recovery() {
        return new Recovery(damaged, voided, truncated);
    }
}
