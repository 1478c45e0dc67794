package dev.stowage.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A disk without power: beside every file `x` lies `x.forced`, which is what the disk would hold
/// after a power failure, because nothing gets there but what was forced.
public final class ForcedFiles extends FilePathWrapper {

    static final AtomicLong FLUSHES = new AtomicLong();

    static void register() {
        FilePath.register(new ForcedFiles());
    }

    @Override
    public String getScheme() {
        return "forced";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel channel = super.open(mode);
        Path file = Path.of(getBase().toString());
        return new ForcedFile(channel, file, file.resolveSibling(file.getFileName() + ".forced"));
    }

    private static final class ForcedFile extends FileBaseDefault {

        private final FileChannel channel;
        private final Path file;
        private final Path image;

        ForcedFile(FileChannel channel, Path file, Path image) {
            this.channel = channel;
            this.file = file;
            this.image = image;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public int read(ByteBuffer destination, long position) throws IOException {
            return channel.read(destination, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void force(boolean metaData) {
            FLUSHES.incrementAndGet();
            try {
                channel.force(metaData);
                Files.copy(file, image, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
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
