package dev.stowage.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Says beside a database file up to which version it was durable: noted after every sync of the
/// database, in two places in turn.
///
/// ```
/// offset  bytes  what
///      0      8  marker of the database file
///      8      8  version of the database that was durable
///     16      4  CRC32C of both; the rest of the page is 0
///   4096     20  the same, the one before or the one after
/// ```
///
/// A seal is only synced when the database is closed, so that it costs nothing: what it says is
/// true whenever it arrives, it outlives the process at once and the machine within half a minute.
final class Seal implements AutoCloseable {

    private static final String ENDING = ".seal";
    private static final int PAGE = 4096;
    private static final int PLACES = 2;
    private static final int MARKER_OFFSET = 0;
    private static final int VERSION_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 16;

    private final MappedByteBuffer places;
    private final long marker;
    private long version;
    private int newest;

    private Seal(MappedByteBuffer places, long marker, long version) {
        this.places = places;
        this.marker = marker;
        this.version = version;
    }

    /// Opens the seal of a database that is going to be written.
    ///
    /// @param file of the database
    /// @throws IOException if it cannot be written, or the disk is full
    static Seal open(Path file, long marker) throws IOException {
        long version = read(file, marker);
        try (FileChannel channel =
                FileChannel.open(
                        path(file),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            for (int place = 0; place < PLACES; place++) {
                ByteBuffer page = ByteBuffer.allocate(PAGE);
                write(page, 0, marker, version);
                while (page.hasRemaining()) {
                    channel.write(page, place * (long) PAGE + page.position());
                }
            }
            return new Seal(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, PLACES * (long) PAGE),
                    marker,
                    version);
        }
    }

    /// The version that was durable for certain; 0 if nothing says so of this file.
    static long read(Path file, long marker) throws IOException {
        if (!Files.exists(path(file))) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate(PLACES * PAGE);
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        long version = 0;
        for (int offset = 0; offset < bytes.limit(); offset += PAGE) {
            if (bytes.getInt(offset + CHECKSUM_OFFSET) == checksum(bytes, offset)
                    && bytes.getLong(offset + MARKER_OFFSET) == marker) {
                version = Math.max(version, bytes.getLong(offset + VERSION_OFFSET));
            }
        }
        return version;
    }

    private static Path path(Path file) {
        return file.resolveSibling(file.getFileName() + ENDING);
    }

    synchronized long version() {
        return version;
    }

    /// Notes that a version is durable.
    synchronized void note(long durable) {
        if (durable > version) {
            version = durable;
            newest = (newest + 1) % PLACES;
            write(places, newest * PAGE, marker, version);
        }
    }

    private static void write(ByteBuffer bytes, int offset, long marker, long version) {
        bytes.putLong(offset + MARKER_OFFSET, marker);
        bytes.putLong(offset + VERSION_OFFSET, version);
        bytes.putInt(offset + CHECKSUM_OFFSET, checksum(bytes, offset));
    }

    private static int checksum(ByteBuffer bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        places.force();
    }
}
