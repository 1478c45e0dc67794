package dev.stowage.supplier.store;

import dev.stowage.supplier.store.LogSpace.FileUse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// One compaction: neighbouring files of the log give way to one that holds what of them is needed.
///
/// copy → sync → rename → sync directory → readers move over → nobody reads the old files → unlink
/// them → sync directory → forget what was in them alone. The new name is the commit: before it,
/// the old files are the truth, behind it the new one is, and a start that finds both removes the
/// old. Whatever fails leaves all that is needed in one of them.
final class Compaction {

    private static final int MOVES = 512;
    private static final long READERS_NANOS = Duration.ofMinutes(1).toNanos();

    private final Disk disk;
    private final LogIndex index;
    private final LogFiles files;
    private final ReadGate gate;
    private final DiskSpace space;
    private final Consumer<Runnable> adjust;
    private final Pace pace;

    /// @param adjust has something done by the thread that changes the index, and waits for it
    Compaction(
            Disk disk,
            LogIndex index,
            LogFiles files,
            ReadGate gate,
            DiskSpace space,
            Consumer<Runnable> adjust,
            Pace pace) {
        this.disk = disk;
        this.index = index;
        this.files = files;
        this.gate = gate;
        this.space = space;
        this.adjust = adjust;
        this.pace = pace;
    }

    /// An entry, and its copy.
    private record Move(Needed from, LogEntry to) {}

    /// @param replaced sealed neighbours
    /// @throws DiskFullException if there is no room for a copy; nothing has changed then
    /// @throws CopyFailedException if something cannot be copied; nothing has changed then
    /// @throws IOException if anything else fails: no more files may be compacted then
    Compacted run(List<FileUse> replaced, RandomGenerator random) throws IOException {
        long start = System.nanoTime();
        List<LogName> old = replaced.stream().map(FileUse::name).toList();
        CompactionScan scan = new CompactionScan(index, Set.copyOf(old));
        LogName name = new LogName(old.getFirst().number(), random.nextLong());
        Copied copied = copy(scan.needed(), old, name);
        moveReaders(copied, name);
        removeOld(old);
        forget(old, scan.condemned());
        return new Compacted(
                old.size(),
                replaced.stream().mapToLong(FileUse::size).sum(),
                copied.bytes,
                copied.moves.size(),
                copied.decayed,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /// What stands in the new file; it has none if nothing is needed.
    private record Copied(List<Move> moves, long bytes, int decayed) {}

    private Copied copy(List<Needed> needed, List<LogName> old, LogName name) throws IOException {
        if (needed.isEmpty()) {
            return new Copied(List.of(), 0, 0);
        }
        long bytes =
                CompactionCopy.bytes(needed.stream().mapToLong(Needed::bytes).sum(), old.size());
        Copied copied;
        IndexWriter writer = new IndexWriter(disk, name, bytes, IndexExtent.NONE);
        try (CompactionCopy copy = new CompactionCopy(disk, name, files, writer, space, bytes)) {
            copied = copy(needed, old, copy);
        } catch (DiskFullException | CancellationException over) {
            removeMaking(name, over);
            throw over;
        } catch (IOException | RuntimeException failed) {
            removeMaking(name, failed);
            throw new CopyFailedException(old, failed);
        }
        disk.rename(name.makingName(), name.toString());
        disk.syncDirectory();
        return copied;
    }

    private Copied copy(List<Needed> needed, List<LogName> old, CompactionCopy copy)
            throws IOException {
        for (LogName each : old) {
            copy.origin(each);
        }
        List<Move> moves = new ArrayList<>(needed.size());
        for (Needed each : needed) {
            pace.await(each.bytes());
            moves.add(new Move(each, copy.copy(each)));
        }
        return new Copied(moves, copy.finish(), copy.decayed());
    }

    private void removeMaking(LogName name, Exception failed) {
        try {
            disk.remove(name.makingName());
            disk.remove(name.indexName());
        } catch (IOException again) {
            failed.addSuppressed(again);
        }
    }

    /// Slice by slice, so that nobody who writes waits long.
    private void moveReaders(Copied copied, LogName name) {
        if (copied.moves.isEmpty()) {
            return;
        }
        adjust.accept(() -> index.space().resize(name, copied.bytes));
        for (int from = 0; from < copied.moves.size(); from += MOVES) {
            List<Move> slice =
                    copied.moves.subList(from, Math.min(copied.moves.size(), from + MOVES));
            adjust.accept(() -> slice.forEach(move -> index.move(move.from, move.to.place())));
        }
    }

    private void removeOld(List<LogName> old) throws IOException {
        for (LogName name : old) {
            if (index.space().living(name) != 0) {
                throw new IOException(
                        "%d bytes of %s are needed and were not copied"
                                .formatted(index.space().living(name), name));
            }
        }
        if (!gate.awaitReaders(READERS_NANOS)) {
            throw new IOException("somebody still reads of %s".formatted(old));
        }
        for (LogName name : old) {
            disk.remove(name.toString());
            disk.remove(name.indexName());
            files.forget(name);
        }
        disk.syncDirectory();
    }

    /// Only now: a drop is needed as long as its record is in a file that may come back.
    private void forget(List<LogName> old, List<RecordKey> condemned) {
        Set<LogName> gone = old.stream().collect(Collectors.toUnmodifiableSet());
        adjust.accept(
                () -> {
                    index.records().forget(gone, List.of());
                    old.forEach(index.space()::remove);
                });
        for (int from = 0; from < condemned.size(); from += MOVES) {
            List<RecordKey> slice =
                    condemned.subList(from, Math.min(condemned.size(), from + MOVES));
            adjust.accept(() -> index.records().forget(gone, slice));
        }
    }
}
