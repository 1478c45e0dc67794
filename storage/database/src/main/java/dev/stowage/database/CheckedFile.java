package dev.stowage.database;

import static dev.stowage.database.CheckedBlock.BLOCK_BYTES;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/// A file of H2 in which every block is proved when it is read: [Prelude], the two copies of H2's
/// own header as they are, for it proves them itself, then one [CheckedBlock] after the other.
///
/// A block is only given if all that came behind it in the same write is right, too: H2 takes a
/// write for whole if its first and its last block are. After every sync its [Seal] says up to
/// which version it is durable.
final class CheckedFile extends FileBaseDefault {

    private static final int HEADER_BLOCKS = 2;
    private static final long FIRST_PROVED = Prelude.BYTES + HEADER_BLOCKS * (long) BLOCK_BYTES;
    private static final int BLOCKS_AT_ONCE = 64;

    private final FileChannel channel;
    private final long marker;
    private final @Nullable Seal seal;

    // Guarded by this: which blocks were seen to be of whole writes, what is written, numbers and
    // versions
    private final BitSet whole = new BitSet();
    private final ByteBuffer scratch;
    private long lastWrite;
    private long newestVersion;

    private CheckedFile(FileChannel channel, long marker, @Nullable Seal seal) {
        this.channel = channel;
        this.marker = marker;
        this.seal = seal;
        this.scratch =
                seal == null
                        ? ByteBuffer.allocate(BLOCKS_AT_ONCE * CheckedBlock.BYTES)
                        : ByteBuffer.allocateDirect(BLOCKS_AT_ONCE * CheckedBlock.BYTES);
    }

    /// Opens a file to read it.
    ///
    /// @throws IOException if this is no checked file, or its beginning is damaged
    static CheckedFile open(FileChannel channel) throws IOException {
        return new CheckedFile(channel, prelude(channel).marker(), null);
    }

    /// Opens a file to read and write it.
    ///
    /// @param file beside which its seal lies
    /// @throws IOException if this is no checked file, or its beginning is damaged
    static CheckedFile open(FileChannel channel, Path file) throws IOException {
        long marker = prelude(channel).marker();
        CheckedFile opened = new CheckedFile(channel, marker, Seal.open(file, marker));
        opened.lastWrite = opened.newestWrite();
        return opened;
    }

    private static Prelude prelude(FileChannel channel) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(Prelude.BYTES);
        readFully(channel, page, 0);
        return Prelude.read(page.flip());
    }

    long marker() {
        return marker;
    }

    static long sizeOf(long physical) {
        if (physical < FIRST_PROVED) {
            return Math.max(0, (physical - Prelude.BYTES) / BLOCK_BYTES) * BLOCK_BYTES;
        }
        return (HEADER_BLOCKS + (physical - FIRST_PROVED) / CheckedBlock.BYTES) * BLOCK_BYTES;
    }

    private static long place(long block) {
        return block < HEADER_BLOCKS
                ? Prelude.BYTES + block * BLOCK_BYTES
                : FIRST_PROVED + (block - HEADER_BLOCKS) * CheckedBlock.BYTES;
    }

    /// The highest number of a write that any good block bears.
    private long newestWrite() throws IOException {
        long[] newest = {0};
        forEachProof(proof -> newest[0] = Math.max(newest[0], proof.write()), _ -> {});
        return newest[0];
    }

    /// The first blocks that are damaged, needed or not.
    ///
    /// @param most how many at most
    List<Long> damaged(int most) throws IOException {
        List<Long> damaged = new ArrayList<>();
        forEachProof(
                _ -> {},
                block -> {
                    if (damaged.size() < most) {
                        damaged.add(block);
                    }
                });
        return damaged;
    }

    private void forEachProof(Consumer<CheckedBlock> good, Consumer<Long> bad) throws IOException {
        long blocks = size() / BLOCK_BYTES;
        for (long first = HEADER_BLOCKS; first < blocks; first += BLOCKS_AT_ONCE) {
            int count = (int) Math.min(BLOCKS_AT_ONCE, blocks - first);
            ByteBuffer bytes = load(first, count);
            for (int i = 0; i < count; i++) {
                try {
                    good.accept(proved(bytes, i, first + i));
                } catch (DamagedBlockException _) {
                    bad.accept(first + i);
                }
            }
        }
    }

    @Override
    public long size() throws IOException {
        return sizeOf(channel.size());
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // many read at once
    public int read(ByteBuffer destination, long position) throws IOException {
        int length = (int) Math.min(destination.remaining(), size() - position);
        if (length <= 0) {
            return destination.hasRemaining() ? -1 : 0;
        }
        int done = 0;
        while (done < length) {
            done += readSome(destination, position + done, length - done);
        }
        return length;
    }

    private int readSome(ByteBuffer destination, long position, int wanted) throws IOException {
        long block = position / BLOCK_BYTES;
        int skip = (int) (position % BLOCK_BYTES);
        if (block < HEADER_BLOCKS) {
            int length = Math.min(wanted, BLOCK_BYTES - skip);
            ByteBuffer part = destination.slice(destination.position(), length);
            readFully(channel, part, place(block) + skip);
            destination.position(destination.position() + length);
            return length;
        }
        int count = (int) Math.min(BLOCKS_AT_ONCE, (skip + (long) wanted - 1) / BLOCK_BYTES + 1);
        ByteBuffer bytes = load(block, count);
        int done = 0;
        for (int i = 0; i < count; i++) {
            requireWhole(proved(bytes, i, block + i), block + i);
            int from = i == 0 ? skip : 0;
            int length = Math.min(wanted - done, BLOCK_BYTES - from);
            destination.put(bytes.slice(i * CheckedBlock.BYTES + from, length));
            done += length;
        }
        return done;
    }

    private ByteBuffer load(long block, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * CheckedBlock.BYTES);
        readFully(channel, bytes, place(block));
        return bytes.flip();
    }

    private CheckedBlock proved(ByteBuffer bytes, int index, long block)
            throws DamagedBlockException {
        return CheckedBlock.read(bytes, index * CheckedBlock.BYTES, block, marker);
    }

    /// Sees once that what came behind a block in the same write is right, too.
    private void requireWhole(CheckedBlock first, long block) throws IOException {
        if (isWhole(block)) {
            return;
        }
        long next = block + 1;
        long end = next + first.following();
        if (end > size() / BLOCK_BYTES) {
            throw new DamagedBlockException(block, "the file ends before the write that it is of");
        }
        while (next < end) {
            int count = (int) Math.min(BLOCKS_AT_ONCE, end - next);
            ByteBuffer bytes = load(next, count);
            for (int i = 0; i < count; i++, next++) {
                CheckedBlock expected = new CheckedBlock(first.write(), (int) (end - next - 1));
                if (!proved(bytes, i, next).equals(expected)) {
                    throw new DamagedBlockException(
                            block,
                            "block %d does not belong to the same write %d"
                                    .formatted(next, first.write()));
                }
            }
        }
        noteWhole(block, end);
    }

    private synchronized boolean isWhole(long block) {
        return whole.get(Math.toIntExact(block));
    }

    private synchronized void noteWhole(long first, long end) {
        whole.set(Math.toIntExact(first), Math.toIntExact(end));
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // what must be alone is
    public int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (position % BLOCK_BYTES != 0 || length % BLOCK_BYTES != 0) {
            throw new IOException(
                    "only whole blocks of %d bytes are written, got %d at %d"
                            .formatted(BLOCK_BYTES, length, position));
        }
        long block = position / BLOCK_BYTES;
        for (; block < HEADER_BLOCKS && source.hasRemaining(); block++) {
            ByteBuffer header = source.slice(source.position(), BLOCK_BYTES);
            writeFully(header, place(block));
            source.position(source.position() + BLOCK_BYTES);
        }
        if (source.hasRemaining()) {
            writeProved(source, block);
        }
        return length;
    }

    private synchronized void writeProved(ByteBuffer source, long first) throws IOException {
        long version = WrittenVersion.of(source);
        long write = ++lastWrite;
        int count = source.remaining() / BLOCK_BYTES;
        whole.clear(Math.toIntExact(first), Math.toIntExact(first + count));
        int done = 0;
        while (done < count) {
            int now = Math.min(BLOCKS_AT_ONCE, count - done);
            scratch.clear();
            for (int i = 0; i < now; i++) {
                int offset = i * CheckedBlock.BYTES;
                scratch.put(offset, source, source.position(), BLOCK_BYTES);
                source.position(source.position() + BLOCK_BYTES);
                new CheckedBlock(write, count - done - i - 1)
                        .prove(scratch, offset, first + done + i, marker);
            }
            writeFully(scratch.limit(now * CheckedBlock.BYTES), place(first + done));
            done += now;
        }
        whole.set(Math.toIntExact(first), Math.toIntExact(first + count));
        newestVersion = Math.max(newestVersion, version);
    }

    /// Syncs, then notes the newest version that was written before.
    @Override
    public void force(boolean metadata) throws IOException {
        long version;
        synchronized (this) {
            version = newestVersion;
        }
        channel.force(metadata);
        if (seal != null) {
            seal.note(version);
        }
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
        long blocks = size / BLOCK_BYTES;
        channel.truncate(place(blocks));
        whole.clear(Math.toIntExact(blocks), Math.max(Math.toIntExact(blocks), whole.length()));
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
        if (seal != null) {
            seal.close();
        }
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer bytes, long position)
            throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, next);
            if (read < 0) {
                throw new EOFException("the database file ends at " + next);
            }
            next += read;
        }
    }
}
