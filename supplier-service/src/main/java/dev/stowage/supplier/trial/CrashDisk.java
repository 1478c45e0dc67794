package dev.stowage.supplier.trial;

import dev.stowage.supplier.store.Disk;
import dev.stowage.supplier.store.DiskFile;
import dev.stowage.supplier.store.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that keeps across a crash only what was synced, and of the rest whatever chance
/// wills: nothing, some sectors, or writes in order with the last one torn at any byte.
///
/// It can crash at any operation, be full, or fail to write or sync.
public final class CrashDisk implements Disk {

    private static final int SECTOR_BYTES = 512;

    private final RandomGenerator random;
    private final Map<String, Content> files = new TreeMap<>();
    private final Map<String, Content> durableFiles = new TreeMap<>();
    private final List<Naming> namings = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private long reportedBytes = Long.MAX_VALUE;
    private int operationsLeft = Integer.MAX_VALUE;
    private boolean syncsFail;
    private boolean syncsLie;

    /// @param random decides what survives a crash
    public CrashDisk(RandomGenerator random) {
        this.random = random;
    }

    /// Every operation after so many more fails, as if the power were gone.
    public synchronized CrashDisk crashAfter(int operations) {
        operationsLeft = operations;
        return this;
    }

    /// Whether the power is gone.
    public synchronized boolean isDead() {
        return operationsLeft < 0;
    }

    /// Whether syncs fail from now on.
    public synchronized void failSyncs(boolean fail) {
        syncsFail = fail;
    }

    /// Syncs say that all is well and do nothing.
    public synchronized CrashDisk lieAboutSyncs() {
        syncsLie = true;
        return this;
    }

    /// There is room for so many bytes in all.
    ///
    /// @param isReported whether [#usableBytes] says so beforehand
    public synchronized void limit(long bytes, boolean isReported) {
        capacity = bytes;
        reportedBytes = isReported ? bytes : Long.MAX_VALUE;
    }

    /// Flips a bit of a file, in memory and on the platter.
    public synchronized void flipBit(String name, long offset, int bit) {
        Content content = existing(name);
        for (byte[] bytes : List.of(content.now, content.durable)) {
            if (offset < bytes.length) {
                bytes[(int) offset] ^= (byte) (1 << bit);
            }
        }
    }

    /// What a file holds now.
    public synchronized byte[] content(String name) {
        Content content = existing(name);
        return Arrays.copyOf(content.now, content.size);
    }

    private Content existing(String name) {
        return Optional.ofNullable(files.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no file " + name));
    }

    /// The disk after the power came back. Of what became of the names of files since the directory
    /// was synced, anything may be left: each file made, renamed or removed for itself.
    public synchronized CrashDisk crash() {
        Map<String, Content> names = new TreeMap<>(durableFiles);
        for (Naming naming : namings) {
            if (random.nextBoolean()) {
                naming.apply(names);
            }
        }
        CrashDisk survivor = new CrashDisk(random);
        names.forEach((name, content) -> survivor.files.put(name, content.survive()));
        survivor.durableFiles.putAll(survivor.files);
        return survivor;
    }

    /// What became of a name.
    ///
    /// @param to another name; null if the file was removed; the same if it was made
    private record Naming(String from, @Nullable String to, Content content) {

        void apply(Map<String, Content> names) {
            names.remove(from, content);
            if (to != null) {
                names.put(to, content);
            }
        }
    }

    private void name(Naming naming) {
        naming.apply(files);
        namings.add(naming);
    }

    @Override
    public synchronized DiskFile openToRead(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        return open(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operate();
        name(new Naming(from, to, existing(from)));
    }

    @Override
    public synchronized void remove(String name) throws IOException {
        operate();
        Content content = files.get(name);
        if (content != null) {
            name(new Naming(name, null, content));
        }
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        operate();
        if (!files.containsKey(name)) {
            name(new Naming(name, name, new Content()));
        }
        return new OpenFile(existing(name));
    }

    @Override
    public synchronized void syncDirectory() throws IOException {
        sync(
                () -> {
                    durableFiles.clear();
                    durableFiles.putAll(files);
                    namings.clear();
                });
    }

    @Override
    public synchronized long usableBytes() {
        return reportedBytes - used();
    }

    private long used() {
        return files.values().stream().mapToLong(content -> content.size).sum();
    }

    private void operate() throws IOException {
        if (--operationsLeft < 0) {
            throw new IOException("the power is gone");
        }
    }

    private void sync(Runnable keep) throws IOException {
        operate();
        if (syncsFail) {
            throw new IOException("the disk does not sync");
        }
        if (!syncsLie) {
            keep.run();
        }
    }

    /// What was done to a file and is not yet durable: bytes written at an offset, or a cut to it.
    private record Step(long offset, ByteBuffer bytes, boolean isCut) {}

    private final class Content {

        private byte[] now = new byte[0];
        private int size;
        private byte[] durable = new byte[0];
        private int durableSize;
        private final List<Step> steps = new ArrayList<>();

        void apply(Step step) {
            if (step.isCut) {
                Arrays.fill(now, (int) Math.min(step.offset, size), size, (byte) 0);
                size = (int) Math.min(size, step.offset);
                return;
            }
            int length = step.bytes.remaining();
            int end = (int) step.offset + length;
            if (end > now.length) {
                now = Arrays.copyOf(now, Math.max(end, now.length * 2));
            }
            step.bytes.get(step.bytes.position(), now, (int) step.offset, length);
            size = Math.max(size, end);
        }

        void keep() {
            durable = Arrays.copyOf(now, size);
            durableSize = size;
            steps.clear();
        }

        Content survive() {
            Content survivor = new Content();
            survivor.apply(new Step(0, ByteBuffer.wrap(durable, 0, durableSize), false));
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> steps.forEach(survivor::apply);
                case 2 -> surviveInOrder(survivor);
                default -> steps.forEach(step -> surviveInSectors(step, survivor));
            }
            survivor.keep();
            return survivor;
        }

        private void surviveInOrder(Content survivor) {
            int whole = random.nextInt(steps.size() + 1);
            steps.subList(0, whole).forEach(survivor::apply);
            if (whole < steps.size() && !steps.get(whole).isCut) {
                Step torn = steps.get(whole);
                int length = random.nextInt(torn.bytes.remaining() + 1);
                survivor.apply(new Step(torn.offset, torn.bytes.slice(0, length), false));
            }
        }

        private void surviveInSectors(Step step, Content survivor) {
            int length = step.bytes.remaining();
            for (int at = 0; at < length; at += SECTOR_BYTES) {
                if (random.nextBoolean()) {
                    ByteBuffer sector = step.bytes.slice(at, Math.min(SECTOR_BYTES, length - at));
                    survivor.apply(new Step(step.offset + at, sector, false));
                }
            }
        }
    }

    private final class OpenFile implements DiskFile {

        private final Content content;

        OpenFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (CrashDisk.this) {
                return content.size;
            }
        }

        @Override
        public void read(ByteBuffer into, long offset) throws IOException {
            synchronized (CrashDisk.this) {
                operate();
                int length = Math.clamp(content.size - offset, 0, into.remaining());
                if (length > 0) {
                    into.put(content.now, (int) offset, length);
                }
            }
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            synchronized (CrashDisk.this) {
                operate();
                long growth = Math.max(0, offset + bytes.remaining() - content.size);
                boolean isFull = used() + growth > capacity;
                int length = isFull ? bytes.remaining() / 2 : bytes.remaining();
                byte[] written = new byte[length];
                bytes.get(written);
                Step step = new Step(offset, ByteBuffer.wrap(written), false);
                content.steps.add(step);
                content.apply(step);
                if (isFull) {
                    throw new DiskFullException("no room for %d bytes".formatted(growth));
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (CrashDisk.this) {
                operate();
                Step step = new Step(size, ByteBuffer.allocate(0), true);
                content.steps.add(step);
                content.apply(step);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (CrashDisk.this) {
                CrashDisk.this.sync(content::keep);
            }
        }

        @Override
        public void close() {}
    }
}
