package dev.stowage.format.account;

import dev.stowage.format.run.Compression;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A commit as bytes, before it is cut into links. Whether it is a snapshot stands in the links.
///
/// ```
/// offset  size
///      0     1  version        1; 2 if versions are kept or forgotten
///      1     1  compression    0 none, 1 DEFLATE of all that follows the plain length
///      2     4  plain length   of the tables and changes, at most 535,912,448
///      6     4  blocks         count b
///     10   56b  block          reference
///      …     4  layouts        count l
///      …   16l  layout         group 8, layout 8
///      …     4  changes        count
///      …     …  change         each as below, applied in this order
/// ```
///
/// The tables are [CommitTables], a change is written by [EntryCodec].
final class CommitCodec {

    /// What the most links hold; also bounds what a commit decompresses to.
    static final int MAX_BYTES = Link.MAX_PARTS * Link.MAX_CONTENT_BYTES;

    private static final int VERSION = 1;
    private static final int VERSION_OF_VERSIONS = 2;
    private static final int HEADER_BYTES = 6;

    /// No byte of DEFLATE stands for more (zlib's technical details: 1032 : 1), so that a length
    /// which cannot be right takes no memory.
    private static final int MOST_INFLATION = 1032;

    /// Less is not worth the call.
    private static final int LEAST_TO_COMPRESS = 1024;

    private CommitCodec() {}

    static ByteBuffer encode(Commit commit) {
        List<Change> changes = commit.changes();
        long length = Integer.BYTES + changes.stream().mapToLong(EntryCodec::length).sum();
        requireFits(changes, length);
        CommitTables tables = CommitTables.of(changes);
        ByteBuffer plain = ByteBuffer.allocate(requireFits(changes, length + tables.length()));
        tables.writeTo(plain);
        plain.putInt(changes.size());
        changes.forEach(change -> EntryCodec.write(change, tables, plain));
        return pack(version(commit), plain.flip());
    }

    /// Who knows no kept versions reads a commit without them.
    private static int version(Commit commit) {
        return commit.isAboutVersions() ? VERSION_OF_VERSIONS : VERSION;
    }

    private static int requireFits(List<Change> changes, long length) {
        if (length > MAX_BYTES - HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "a commit of %d changes takes %d bytes, at most %d are allowed"
                            .formatted(changes.size(), length, MAX_BYTES - HEADER_BYTES));
        }
        return (int) length;
    }

    private static ByteBuffer pack(int version, ByteBuffer plain) {
        int plainLength = plain.remaining();
        ByteBuffer packed = ByteBuffer.allocate(HEADER_BYTES + plainLength).position(HEADER_BYTES);
        boolean compressed = plainLength >= LEAST_TO_COMPRESS && compress(plain, packed);
        if (!compressed) {
            packed.put(plain);
        }
        packed.put(0, (byte) version).put(1, (byte) (compressed ? 1 : 0)).putInt(2, plainLength);
        return packed.flip();
    }

    private static boolean compress(ByteBuffer plain, ByteBuffer packed) {
        try (Compression compression = new Compression()) {
            return compression.compress(plain, packed);
        }
    }

    /// The mirror of [#encode].
    ///
    /// @param bytes consumed
    /// @throws UnreadableAccountFileException for anything that [#encode] does not give
    static Commit decode(boolean snapshot, ByteBuffer bytes) {
        try {
            int version = readVersion(bytes);
            ByteBuffer plain = unpack(bytes);
            CommitTables tables = CommitTables.readFrom(plain);
            int count = CommitTables.readCount("changes", EntryCodec.MIN_CHANGE_BYTES, plain);
            List<Change> changes = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                changes.add(EntryCodec.read(tables, plain));
            }
            if (plain.hasRemaining()) {
                throw new IllegalArgumentException(
                        "%d bytes too many behind the commit".formatted(plain.remaining()));
            }
            return requireVersion(version, new Commit(snapshot, changes));
        } catch (BufferUnderflowException | IllegalArgumentException impossible) {
            throw new UnreadableAccountFileException("this is no commit", impossible);
        }
    }

    private static int readVersion(ByteBuffer packed) {
        int version = packed.get();
        if (version != VERSION && version != VERSION_OF_VERSIONS) {
            throw new IllegalArgumentException("no commit has version " + version);
        }
        return version;
    }

    private static Commit requireVersion(int version, Commit commit) {
        if (version != version(commit)) {
            throw new IllegalArgumentException(
                    "these changes make a commit of version %d, this one has version %d"
                            .formatted(version(commit), version));
        }
        return commit;
    }

    private static ByteBuffer unpack(ByteBuffer packed) {
        boolean compressed = Link.readFlag(packed);
        int plainLength = packed.getInt();
        int stored = packed.remaining();
        boolean agrees =
                compressed
                        ? stored < plainLength && plainLength <= (long) MOST_INFLATION * stored
                        : stored == plainLength;
        if (!agrees || plainLength > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes cannot hold a commit of %d".formatted(stored, plainLength));
        }
        if (!compressed) {
            return packed;
        }
        ByteBuffer plain = ByteBuffer.allocate(plainLength);
        try (Compression compression = new Compression()) {
            compression.decompress(packed, plain);
        }
        return plain.flip();
    }
}
