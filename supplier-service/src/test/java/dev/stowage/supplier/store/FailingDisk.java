package dev.stowage.supplier.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A disk that fails as it is told: at any kind of work, of any file, for good or until it is
/// mended.
public final class FailingDisk extends RelayDisk {

    private static final long LONGEST_SILENCE_SECONDS = 120;

    private final Set<Work> broken = EnumSet.noneOf(Work.class);
    private Predicate<Place> badPlaces = _ -> false;
    private CountDownLatch answering = new CountDownLatch(0);
    private Set<Work> silent = Set.of();

    /// What a disk does.
    public enum Work {
        READ,
        WRITE,
        SYNC,
        /// Making, removing and renaming files, and opening them to write.
        CHANGE
    }

    /// Bytes of a file that are read.
    public record Place(String file, long from, long to) {}

    public FailingDisk(Disk disk) {
        super(disk);
    }

    /// Some work fails from now on.
    public synchronized FailingDisk breaks(Work... work) {
        broken.addAll(List.of(work));
        return this;
    }

    /// It became read-only.
    public FailingDisk isReadOnly() {
        return breaks(Work.WRITE, Work.CHANGE);
    }

    /// Reads of these places fail from now on.
    public synchronized FailingDisk hasBad(Predicate<Place> places) {
        badPlaces = places;
        return this;
    }

    /// Some work is not answered any more.
    public synchronized FailingDisk isSilentAt(Work... work) {
        answering = new CountDownLatch(1);
        silent = Set.of(work);
        return this;
    }

    /// All is well from now on.
    public synchronized FailingDisk isMended() {
        broken.clear();
        badPlaces = _ -> false;
        silent = Set.of();
        answering.countDown();
        return this;
    }

    private void work(Work work) throws IOException {
        CountDownLatch silence;
        synchronized (this) {
            silence = silent.contains(work) ? answering : new CountDownLatch(0);
        }
        try {
            if (!silence.await(LONGEST_SILENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no test takes so long");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the disk was silent");
        }
        synchronized (this) {
            if (broken.contains(work)) {
                throw new FileSystemException("records", null, "Input/output error: " + work);
            }
        }
    }

    private synchronized void requireGood(Place place) throws IOException {
        if (badPlaces.test(place)) {
            throw new IOException("Input/output error: " + place);
        }
    }

    @Override
    public List<String> list() throws IOException {
        work(Work.READ);
        return super.list();
    }

    @Override
    public DiskFile open(String name) throws IOException {
        work(Work.CHANGE);
        return new OpenFile(name, super.open(name));
    }

    @Override
    public DiskFile openToRead(String name) throws IOException {
        return new OpenFile(name, super.openToRead(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        work(Work.CHANGE);
        super.rename(from, to);
    }

    @Override
    public void remove(String name) throws IOException {
        work(Work.CHANGE);
        super.remove(name);
    }

    @Override
    public void syncDirectory() throws IOException {
        work(Work.SYNC);
        super.syncDirectory();
    }

    private final class OpenFile extends RelayFile {

        private final String name;

        OpenFile(String name, DiskFile file) {
            super(file);
            this.name = name;
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            work(Work.READ);
            requireGood(new Place(name, offset, offset + into.remaining()));
            super.read(into, offset);
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            work(Work.WRITE);
            super.write(bytes, offset);
        }

        @Override
        public void truncate(long size) throws IOException {
            work(Work.WRITE);
            super.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            work(Work.SYNC);
            super.sync();
        }
    }
}
