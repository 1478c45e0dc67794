package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.wire.RecordBatchCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The spool's directory. One process at a time owns it.
///
/// ```
/// name     account "-" sequence "-" supplier ".records"
/// content  a batch of records, as it goes over the wire
/// ```
///
/// A file is written under another name, forced to disk, then renamed: under its own name it is
/// always whole.
final class SpoolDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String UNFINISHED = ".unfinished";
    private static final Pattern NAME =
            Pattern.compile("(\\d{1,10})-(\\d{1,19})-([0-9a-f-]{36})\\.records");

    private final Path directory;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final AtomicLong sequence = new AtomicLong();

    private SpoolDirectory(Path directory, FileChannel lockChannel, FileLock lock) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /// @throws IOException if it cannot be written, or another process owns it
    static SpoolDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new SpoolDirectory(directory, channel, lock);
            }
        } catch (OverlappingFileLockException ownedHere) {
            LOG.debug("the spool is open in this process already", ownedHere);
        }
        channel.close();
        throw new IOException("the spool %s is in use by another process".formatted(directory));
    }

    /// What an earlier process left here. Unfinished files are deleted, unreadable ones too.
    List<SpoolFile> scan() throws IOException {
        List<Path> paths;
        try (Stream<Path> listing = Files.list(directory)) {
            paths = listing.sorted().toList();
        }
        List<SpoolFile> files = new ArrayList<>();
        for (Path path : paths) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (path.toString().endsWith(UNFINISHED)) {
                Files.delete(path);
            } else if (name.matches()) {
                scan(path, name, files);
            }
        }
        return files;
    }

    private void scan(Path path, Matcher name, List<SpoolFile> files) throws IOException {
        try {
            SpoolFile file =
                    new SpoolFile(
                            path,
                            AccountNumber.valueOf(name.group(1)),
                            SupplierId.valueOf(name.group(3)),
                            Long.parseLong(name.group(2)),
                            Files.size(path),
                            Files.getLastModifiedTime(path).toInstant(),
                            pendingOf(mapRecords(path)));
            sequence.accumulateAndGet(file.sequence() + 1, Math::max);
            files.add(file);
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("spool file {} is damaged and was deleted: {}", path, unreadable.getMessage());
            Files.delete(path);
        }
    }

    /// Writes records durably.
    ///
    /// @param records of one account
    SpoolFile write(
            AccountNumber account, SupplierId supplier, List<FragmentRecord> records, Instant now)
            throws IOException {
        long number = sequence.getAndIncrement();
        Path path =
                directory.resolve("%d-%d-%s.records".formatted(account.value(), number, supplier));
        Path unfinished = directory.resolve(path.getFileName() + UNFINISHED);
        try {
            long bytes =
                    writeForced(unfinished, RecordBatchCodec.toBuffers(new RecordBatch(records)));
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
            return new SpoolFile(path, account, supplier, number, bytes, now, pendingOf(records));
        } catch (IOException failure) {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    private static long writeForced(Path path, List<ByteBuffer> content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer[] buffers = content.toArray(ByteBuffer[]::new);
            long left = content.stream().mapToLong(ByteBuffer::remaining).sum();
            long bytes = left;
            while (left > 0) {
                left -= channel.write(buffers);
            }
            channel.force(true);
            return bytes;
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// The records of a file. Those whose fragments no longer match their checksums are left out.
    List<FragmentRecord> read(SpoolFile file) throws IOException {
        return readRecords(file.path()).stream().filter(FragmentRecord::checksumsMatch).toList();
    }

    private static List<FragmentRecord> readRecords(Path path) throws IOException {
        return RecordBatchCodec.readBatch(ByteBuffer.wrap(Files.readAllBytes(path))).records();
    }

    /// The records of a file whose fragments are not looked at and not read from disk.
    private static List<FragmentRecord> mapRecords(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return RecordBatchCodec.readBatch(
                            channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
                    .records();
        }
    }

    void delete(SpoolFile file) throws IOException {
        Files.deleteIfExists(file.path());
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
    }

    private static List<PendingRecord> pendingOf(List<FragmentRecord> records) {
        return records.stream().map(record -> PendingRecord.of(record.header())).toList();
    }
}
