package dev.stowage.supplier.store;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.supplier.store.LogSpace.FileUse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives bytes back that nothing needs any more: from time to time, in a thread of its own.
final class Compactor implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final LogSpace space;
    private final Condemnation condemnation;
    private final Compaction compaction;
    private final CompactionChoice choice;
    private final Upkeep upkeep;
    private final Pace pace;
    private final RandomGenerator random;
    private final CommitObserver observer;
    private final Runnable lookForRoom;
    private final ReentrantLock turn = new ReentrantLock();
    private final Set<LogName> unreadable = new HashSet<>();
    private boolean broken;

    Compactor(
            LogSpace space,
            Condemnation condemnation,
            Compaction compaction,
            LogSettings settings,
            Pace pace,
            RandomGenerator random,
            CommitObserver observer,
            Runnable lookForRoom) {
        this.space = space;
        this.condemnation = condemnation;
        this.compaction = compaction;
        this.upkeep = settings.upkeep();
        this.choice = new CompactionChoice(settings.rollBytes(), upkeep.livingPercent());
        this.pace = pace;
        this.random = random;
        this.observer = observer;
        this.lookForRoom = lookForRoom;
    }

    @Override
    public void run() {
        while (!pace.isStoppedWithin(upkeep.pause().toNanos())) {
            lookForRoom.run();
            compact();
        }
    }

    /// Compacts whatever is due, if it can.
    ///
    /// @return compactions
    int compact() {
        turn.lock();
        try {
            condemnation.run();
            int done = 0;
            for (List<FileUse> files = choose(); !files.isEmpty(); files = choose()) {
                if (!isCompacted(files)) {
                    return done;
                }
                done++;
            }
            return done;
        } catch (Fault | CancellationException over) {
            LOG.debug("no more is compacted", over);
            return 0;
        } finally {
            turn.unlock();
        }
    }

    /// Counts as dead whatever the trash need not keep any more.
    void condemn() {
        turn.lock();
        try {
            condemnation.run();
        } finally {
            turn.unlock();
        }
    }

    private List<FileUse> choose() {
        return broken
                ? List.of()
                : choice.choose(
                        space.sealed().stream()
                                .map(
                                        file ->
                                                unreadable.contains(file.name())
                                                        ? file.leftAlone()
                                                        : file)
                                .toList());
    }

    private boolean isCompacted(List<FileUse> files) {
        try {
            Compacted compacted = compaction.run(files, random);
            LOG.info(
                    "compacted {} and {} more: {} bytes became {}, {} entries copied, {} of them decayed, in {} ms",
                    files.getFirst().name(),
                    files.size() - 1,
                    compacted.before(),
                    compacted.after(),
                    compacted.entries(),
                    compacted.decayed(),
                    compacted.time().toMillis());
            observer.compacted(compacted);
            return true;
        } catch (DiskFullException full) {
            LOG.warn("there is no room to compact {}: {}", names(files), full.getMessage());
            return false;
        } catch (CopyFailedException failed) {
            LOG.warn("{} stay as they are until the supplier starts anew", failed.files(), failed);
            unreadable.addAll(failed.files());
            return true;
        } catch (IOException failed) {
            LOG.error(
                    "no more files are compacted until the supplier starts anew: {} failed",
                    names(files),
                    failed);
            broken = true;
            return false;
        } catch (Fault | CancellationException over) {
            broken = true;
            throw over;
        }
    }

    private static List<LogName> names(List<FileUse> files) {
        return files.stream().map(FileUse::name).toList();
    }

    /// Compacts nothing more. Waits until a compaction that runs has ended, which it does soon.
    void close() {
        pace.stop();
        turn.lock();
        try {
            broken = true;
        } finally {
            turn.unlock();
        }
    }
}
