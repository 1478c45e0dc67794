package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records, heads and facts in append-only log files, found by an index in memory.
public final class LogStore implements RecordStore {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LogIndex index = new LogIndex();
    private final ReadGate gate = new ReadGate();
    private final LogFiles files;
    private final RecordReader reader;
    private final Facts facts;
    private final Inventory inventory;
    private final CommitQueue queue;
    private final Committer committer;
    private final Thread thread;
    private final Compactor compactor;
    private final Recovery recovery;
    private final LogSettings settings;
    private final DiskSpace space;
    private final DiskWatch watch;
    private volatile boolean closed;

    /// Opens the log on a disk, an empty disk too.
    ///
    /// @param time by which the trash is kept, [ServiceTime]
    public LogStore(
            Disk disk,
            LogSettings settings,
            RandomGenerator random,
            InstantSource time,
            CommitObserver observer)
            throws IOException {
        this.settings = settings;
        this.space = new DiskSpace(disk);
        LogOpening opening = new LogOpening(disk, space, index, settings, random);
        LogAppender appender = opening.open();
        this.recovery = opening.recovery();
        this.watch = new DiskWatch(settings.patience());
        this.files = new LogFiles(disk, settings.openFiles(), watch);
        this.reader = new RecordReader(files, watch);
        this.facts =
                new Facts(index.facts(), reader, gate, change -> commit(change, change.answer()));
        TrashTime trash = new TrashTime(time, settings.upkeep().trash());
        this.inventory = new Inventory(index.records(), trash);
        RandomGenerator markers = new SplittableRandom(random.nextLong());
        this.queue = new CommitQueue(settings);
        this.committer =
                new Committer(queue, appender, index, reader, trash, settings, observer, watch);
        this.thread = Thread.ofPlatform().daemon().name("committer").start(committer);
        Pace pace = new Pace(settings.upkeep().bytesPerSecond());
        this.compactor =
                new Compactor(
                        index.space(),
                        new Condemnation(index.records(), trash, this::adjust),
                        new Compaction(disk, index, files, gate, space, this::adjust, pace),
                        settings,
                        pace,
                        markers,
                        observer,
                        this::lookForRoom);
        Thread.ofPlatform().daemon().name("compactor").start(compactor);
    }

    /// A disk that was full may have room again.
    void lookForRoom() {
        try {
            if (watch.isFull()) {
                space.require(settings.groupBytes(), settings.reserveBytes());
                watch.hasRoom();
            }
        } catch (IOException still) {
            LOG.debug("there is no room yet", still);
        }
    }

    /// What was found when the log was opened.
    public Recovery recovery() {
        return recovery;
    }

    /// Whether it holds nothing at all.
    public boolean isEmpty() {
        return index.isEmpty();
    }

    /// How the disk does.
    public DiskHealth health() {
        return watch.health();
    }

    /// The latest time at which the log says that a record was dropped; 1970 if none was.
    Instant latestDrop() {
        return index.latestDrop();
    }

    /// The facts in this log.
    public Facts facts() {
        return facts;
    }

    @Override
    public StoreAnswer store(AccountNumber account, List<FragmentRecord> batch, long quota) {
        CompletableFuture<StoreAnswer> answer = new CompletableFuture<>();
        return commit(new Change.StoreBatch(account, batch, quota, answer), answer);
    }

    @Override
    public Examined examine(RecordId record) {
        requireOpen();
        return gate.read(() -> examine(record.key()));
    }

    private Examined examine(RecordKey key) {
        Standing standing = index.records().find(key);
        if (standing == null || !standing.isLiving()) {
            return Examined.GONE;
        }
        try {
            Examined found = new RecordExamination(files, watch, key, standing.place()).examine();
            return found.isSound() || standing.equals(index.records().find(key))
                    ? found
                    : examine(key);
        } catch (ClosedChannelException interrupted) {
            throw new Fault(FaultCode.BUSY, "interrupted while the disk was read", interrupted);
        }
    }

    @Override
    public Trashed drop(AccountNumber account, List<RecordId> records) {
        CompletableFuture<Trashed> answer = new CompletableFuture<>();
        return commit(new Change.Drop(account, keys(account, records), answer), answer);
    }

    @Override
    public Trashed revive(AccountNumber account, List<RecordId> records, long quota) {
        CompletableFuture<Trashed> answer = new CompletableFuture<>();
        return commit(new Change.Revive(account, keys(account, records), quota, answer), answer);
    }

    private static List<RecordKey> keys(AccountNumber account, List<RecordId> records) {
        Bounds.requireRange("records at once", records.size(), 0, MOST_IDS);
        for (RecordId record : records) {
            if (!record.address().account().equals(account)) {
                throw new IllegalArgumentException(
                        "%s is not of account %s".formatted(record, account));
            }
        }
        return records.stream().map(RecordId::key).toList();
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public long keep(CountersignedHead head) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        return commit(new Change.KeepHead(head, EntryBody.ofHead(head), answer), answer);
    }

    /// Compacts whatever is due, now. It happens by itself, too, from time to time.
    ///
    /// @return compactions
    public int compact() {
        return compactor.compact();
    }

    /// Counts as dead whatever the trash need not keep any more; the first step of [#compact].
    void condemn() {
        compactor.condemn();
    }

    private void adjust(Runnable change) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        commit(new Change.Adjust(change, answer), answer);
    }

    private <T> T commit(Change change, CompletableFuture<T> answer) {
        committer.requireWorking();
        queue.put(change);
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof Fault fault
                    ? fault
                    : new Fault(FaultCode.INTERNAL, "the store failed", refused);
        } catch (TimeoutException slow) {
            throw new Fault(
                    FaultCode.TIMED_OUT,
                    "the disk did not answer within %d s".formatted(PATIENCE.toSeconds()),
                    slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.BUSY, "interrupted while the disk was at work", interrupted);
        }
    }

    @Override
    public FetchOutcome fetch(WantedRecord wanted, RecordMemory memory) {
        requireOpen();
        return gate.read(() -> read(wanted, memory));
    }

    private FetchOutcome read(WantedRecord wanted, RecordMemory memory) {
        RecordKey key = RecordKey.of(wanted.address(), wanted.position());
        Standing standing = index.records().find(key);
        if (standing == null || !standing.isLiving()) {
            return new FetchOutcome.Missing();
        }
        return reader.read(key, standing.place(), wanted.fragments(), memory)
                .<FetchOutcome>map(FetchOutcome.Intact::new)
                .orElseGet(FetchOutcome.Corrupt::new);
    }

    @Override
    public Optional<CountersignedHead> newest(AccountNumber account) {
        requireOpen();
        return gate.read(() -> read(index.head(account)));
    }

    @Override
    public boolean hasHead(AccountNumber account) {
        return index.head(account) != null;
    }

    private Optional<CountersignedHead> read(LogIndex.@Nullable HeadPlace head) {
        return head == null ? Optional.empty() : reader.readHead(head.place());
    }

    private void requireOpen() {
        if (closed) {
            throw new Fault(FaultCode.BUSY, "the store is closing");
        }
    }

    @Override
    public Usage usage() {
        return index.usage();
    }

    @Override
    public void close() {
        closed = true;
        compactor.close();
        queue.close();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.error("the committer did not end within {}", PATIENCE);
            }
            files.close();
        } catch (IOException broken) {
            LOG.warn("the log could not be closed", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
