package dev.stowage.supplier.store;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.VolumeCondition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows how the disk does, from how its work goes: nobody waits for a disk that is known not to
/// answer, and each change of its condition is told once.
final class DiskWatch {

    /// Reads that are overdue: then others are not begun. One may be a bad place.
    private static final int OVERDUE_READS = 4;

    /// Reads that failed one after the other: then it is the disk, not a place.
    private static final int FAILED_IN_A_ROW = 16;

    /// So often is looked what is overdue, while the patience lasts.
    private static final int LOOKS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    private final long patience;
    private final ReadStarts reads = new ReadStarts();
    private final AtomicLong failedReads = new AtomicLong();
    private volatile long looked = System.nanoTime();
    private volatile long overdue;
    private volatile int failedInARow;
    private volatile @Nullable Work write;
    private volatile @Nullable Fault failed;
    private volatile @Nullable String full;
    private VolumeCondition told = VolumeCondition.SERVING;

    /// A write that the disk was asked for.
    private static final class Work {

        private final long start = System.nanoTime();

        long age() {
            return System.nanoTime() - start;
        }
    }

    /// What reads.
    interface Read<T> {
        T read() throws IOException;
    }

    /// What writes.
    interface Write {
        void write() throws IOException;
    }

    /// @param patience after which the disk is taken for one that does not answer
    DiskWatch(Duration patience) {
        this.patience = patience.toNanos();
    }

    /// Reads, unless too many wait for the disk already.
    ///
    /// @throws Fault `volume-failed`
    <T> T reading(Read<T> read) throws IOException {
        long now = System.nanoTime();
        if (overdue >= OVERDUE_READS || now - looked > patience / LOOKS) {
            looked = now;
            overdue = overdueReads();
        }
        if (overdue >= OVERDUE_READS) {
            throw silent(overdue + " reads");
        }
        int noted = reads.began(now);
        try {
            return read.read();
        } finally {
            reads.ended(noted);
        }
    }

    private long overdueReads() {
        return reads.longerThan(patience, System.nanoTime());
    }

    /// A read went well.
    void readWell() {
        if (failedInARow > 0) {
            failedInARow = 0;
        }
    }

    /// A read failed.
    ///
    /// @return how many have
    @SuppressWarnings("NonAtomicVolatileUpdate") // One more or less does not matter.
    long readFailed() {
        failedInARow++;
        return failedReads.incrementAndGet();
    }

    /// Writes. Used by one thread.
    void writing(Write action) throws IOException {
        write = new Work();
        try {
            action.write();
        } finally {
            write = null;
        }
    }

    /// Refuses changes that cannot be written.
    ///
    /// @throws Fault `volume-failed`
    void requireWritable() {
        Fault known = failed;
        if (known != null) {
            throw known;
        }
        if (isWriteOverdue()) {
            throw silent("a write");
        }
    }

    private boolean isWriteOverdue() {
        Work now = write;
        return now != null && now.age() > patience;
    }

    private Fault silent(String what) {
        long seconds = Duration.ofNanos(patience).toSeconds();
        return new Fault(
                        FaultCode.VOLUME_FAILED,
                        "the volume's disk does not answer: %s took longer than %d s"
                                .formatted(what, seconds))
                .with("patienceSeconds", seconds);
    }

    /// After a failed write or sync nobody knows what the disk holds: only reading it anew can
    /// tell.
    Fault fail(Throwable broken) {
        Fault fault =
                new Fault(
                        FaultCode.VOLUME_FAILED,
                        "the volume's disk failed and accepts no more changes until the supplier starts anew: "
                                + broken,
                        broken);
        failed = fault;
        health();
        return fault;
    }

    boolean hasFailed() {
        return failed != null;
    }

    /// There is no room.
    Fault full(DiskFullException why) {
        full = String.valueOf(why.getMessage());
        health();
        return new Fault(FaultCode.DISK_FULL, "the volume is full: " + why.getMessage(), why);
    }

    boolean isFull() {
        return full != null;
    }

    /// There is room.
    void hasRoom() {
        if (full != null) {
            full = null;
            health();
        }
    }

    /// How the disk does; a change is told.
    DiskHealth health() {
        DiskHealth health = now();
        tell(health);
        return health;
    }

    private DiskHealth now() {
        Fault known = failed;
        String noRoom = full;
        if (known != null) {
            return of(VolumeCondition.FAILED, known.detail());
        } else if (isWriteOverdue()) {
            return of(VolumeCondition.FAILED, silent("a write").detail());
        } else if (overdueReads() >= OVERDUE_READS) {
            return of(VolumeCondition.FAILED, silent(overdueReads() + " reads").detail());
        } else if (failedInARow >= FAILED_IN_A_ROW) {
            return of(
                    VolumeCondition.FAILED,
                    "the volume's disk failed at %d reads in a row".formatted(failedInARow));
        } else if (noRoom != null) {
            return of(VolumeCondition.FULL, "the volume is full: " + noRoom);
        }
        return of(VolumeCondition.SERVING, "");
    }

    private DiskHealth of(VolumeCondition condition, String reason) {
        return new DiskHealth(condition, reason, failedReads.get());
    }

    private synchronized void tell(DiskHealth health) {
        if (health.condition() == told) {
            return;
        }
        told = health.condition();
        switch (told) {
            case SERVING -> LOG.info("the volume serves again");
            case FULL ->
                    LOG.warn("nothing more is stored, what is here is served: {}", health.reason());
            case FAILED -> LOG.error("what can be read is served: {}", health.reason(), failed);
        }
    }
}
