package dev.stowage.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// Files on disks whose power may fail, for H2: `jdbc:h2:checked:forced:PATH`.
public final class ForcedFiles extends FilePathWrapper {

    private static final Map<Path, FailingDisk> DISKS = new ConcurrentHashMap<>();

    static void register() {
        FilePath.register(new ForcedFiles());
    }

    /// The disk under the database at `file`.
    static FailingDisk diskOf(Path file) {
        return DISKS.computeIfAbsent(
                file.resolveSibling(file.getFileName() + ".mv.db"), ForcedFiles::newDisk);
    }

    @Override
    public String getScheme() {
        return "forced";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel channel = super.open(mode);
        Path file = Path.of(getBase().toString());
        return new ForcedFile(channel, DISKS.computeIfAbsent(file, ForcedFiles::newDisk));
    }

    private static FailingDisk newDisk(Path file) {
        try {
            return new FailingDisk(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class ForcedFile extends FileBaseDefault {

        private final FileChannel channel;
        private final FailingDisk disk;

        ForcedFile(FileChannel channel, FailingDisk disk) {
            this.channel = channel;
            this.disk = disk;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            disk.truncate(size);
            channel.truncate(size);
        }

        @Override
        public int read(ByteBuffer destination, long position) throws IOException {
            return channel.read(destination, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            disk.write(source.duplicate(), position);
            return channel.write(source, position);
        }

        @Override
        public void force(boolean metaData) {
            disk.force();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
