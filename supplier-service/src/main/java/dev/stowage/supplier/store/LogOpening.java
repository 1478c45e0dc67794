package dev.stowage.supplier.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a log: takes from index files what they know, walks the rest of all files and decides what
/// of the last one was never acknowledged.
///
/// Every entry says up to where its file was durable when it was written. What lies before the
/// highest such mark was acknowledged: where it is damaged it has decayed, and it alone is lost.
/// What lies behind the mark was being written: a batch there counts only if all of it is right.
/// Those that are not are declared void, for ever, by a seal.
///
/// What was walked is noted in the index files, up to the first damage: what lies behind is walked
/// anew at every start, so that damage is told every time, and forgotten if it was but a bad read.
final class LogOpening {

    private static final Logger LOG = LoggerFactory.getLogger(LogOpening.class);

    private final Disk disk;
    private final LogIndex index;
    private final LogSettings settings;
    private final RandomGenerator random;
    private final DiskSpace space;
    private List<String> files = List.of();
    private long lastBatch;
    private int damaged;
    private int voided;
    private long truncated;
    private long walked;

    LogOpening(
            Disk disk,
            DiskSpace space,
            LogIndex index,
            LogSettings settings,
            RandomGenerator random) {
        this.space = space;
        this.disk = disk;
        this.index = index;
        this.settings = settings;
        this.random = random;
    }

    /// What is known of a file: the index up to an extent, the rest walked.
    ///
    /// @param voids batches that do not count
    /// @param sound the walk met no damage before this offset
    private record Known(IndexExtent extent, LogWalk walk, Set<Long> voids, long sound) {}

    /// Fills the index and leaves the log ready to be appended to.
    LogAppender open() throws IOException {
        List<LogName> names = names();
        files = disk.list();
        for (LogName name : names.subList(0, names.size() - 1)) {
            try (DiskFile file = disk.open(name.toString())) {
                openFull(name, file);
            }
        }
        return openLast(names.getLast());
    }

    private List<LogName> names() throws IOException {
        List<LogName> names = LogNames.settle(disk);
        if (names.isEmpty()) {
            names.add(LogAppender.create(disk, 1, random));
        }
        return names;
    }

    private void openFull(LogName name, DiskFile file) throws IOException {
        IndexExtent extent = readIndex(name, file);
        LogWalk walk = new LogWalk(name, file, extent.logBytes());
        Known known = look(extent, walk, walk.size());
        publish(known);
        IndexWriter writer = writer(known);
        addWalked(known, writer);
        writer.finish(known.sound, lastBatch);
        index.space().resize(name, walk.size());
    }

    private LogAppender openLast(LogName name) throws IOException {
        DiskFile file = disk.open(name.toString());
        IndexExtent extent = readIndex(name, file);
        LogWalk walk = new LogWalk(name, file, extent.logBytes());
        Known known = look(extent, walk, walk.synced());
        truncated = walk.size() - walk.end();
        List<Long> torn = new LogTail(walk, file).settle(known.voids);
        voided = torn.size();
        known.voids.addAll(torn);
        publish(known);
        IndexWriter writer = writer(known);
        LogAppender appender =
                new LogAppender(
                        disk,
                        space,
                        random,
                        settings.rollBytes(),
                        name,
                        file,
                        writer,
                        walk.end(),
                        lastBatch);
        if (!torn.isEmpty()) {
            appender.seal(torn);
            file.sync();
        }
        // Only now: no index may leave torn batches out before their seal is durable.
        addWalked(known, writer);
        if (known.sound < walk.end()) {
            writer.finish(known.sound, lastBatch);
        } else {
            writer.cover(known.sound, lastBatch);
        }
        index.space().resize(name, appender.size());
        return appender;
    }

    private IndexExtent readIndex(LogName name, DiskFile file) {
        if (!files.contains(name.indexName())) {
            return IndexExtent.NONE;
        }
        IndexExtent extent =
                IndexReader.read(disk, name, file, section -> index.publish(name, section));
        lastBatch = Math.max(lastBatch, extent.batch());
        return extent;
    }

    /// Looks for void batches and for damage.
    ///
    /// @param mark everything before it was durable once
    private Known look(IndexExtent extent, LogWalk walk, long mark) throws IOException {
        Set<Long> voids = new HashSet<>();
        List<LogEntry> unreadable = readSeals(walk, voids);
        unreadable.removeIf(seal -> seal.offset() >= mark || voids.contains(seal.header().batch()));
        List<LogWalk.Gap> gaps = walk.gaps().stream().filter(gap -> gap.offset() < mark).toList();
        for (LogWalk.Gap gap : gaps) {
            LOG.warn("{} bytes at {} of {} have decayed", gap.length(), gap.offset(), walk.name());
        }
        damaged += unreadable.size() + gaps.size();
        if (!gaps.isEmpty() || !unreadable.isEmpty()) {
            index.space().markDamaged(walk.name());
        }
        long sound = gaps.isEmpty() ? walk.end() : gaps.getFirst().offset();
        return new Known(extent, walk, voids, unreadable.isEmpty() ? sound : walk.start());
    }

    /// @param voids to which the batches that seals name are added
    /// @return seals that cannot be read
    private static List<LogEntry> readSeals(LogWalk walk, Set<Long> voids) throws IOException {
        List<LogEntry> unreadable = new ArrayList<>();
        for (LogEntry entry : walk.entries()) {
            if (entry.header().subject() instanceof Subject.OfSeal) {
                EntryBody.readSeal(walk.body(entry))
                        .ifPresentOrElse(voids::addAll, () -> unreadable.add(entry));
            }
        }
        return unreadable;
    }

    private void publish(Known known) {
        for (LogEntry entry : known.walk.entries()) {
            walked += IndexedEntry.isNoted(entry.header().subject()) ? 1 : 0;
            lastBatch = Math.max(lastBatch, entry.header().batch());
            if (!known.voids.contains(entry.header().batch())) {
                index.publish(entry);
            }
        }
    }

    private IndexWriter writer(Known known) {
        return LogAppender.indexWriter(disk, known.walk.name(), settings.rollBytes(), known.extent);
    }

    private static void addWalked(Known known, IndexWriter writer) {
        for (LogEntry entry : known.walk.entries()) {
            if (entry.end() <= known.sound && !known.voids.contains(entry.header().batch())) {
                writer.add(entry);
            }
        }
    }

    /// What was found.
    Recovery recovery() {
        return new Recovery(damaged, voided, truncated, walked);
    }
}
