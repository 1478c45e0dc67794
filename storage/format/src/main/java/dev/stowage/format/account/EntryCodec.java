package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// One change as bytes; blocks and layouts stand in the commit's tables.
///
/// ```
/// offset  size
///      0     1  kind           0 put, 1 delete, 2 keep, 3 forget
///      1     2  path length    n, 1 … 1024
///      3     n  path           UTF-8
/// and but for a delete
///    3+n    16  version        random id
/// and for a put and a keep
///      …     8  size
///      …     8  modified       milliseconds since 1970, signed
///      …    32  content        SHA-256
///      …    60  wrapped key
///      …     4  layout         index into the commit's layouts
///      …     4  runs           count r, 0 … 1048576
///      …   16r  run            block index 4, offset 4, stored length 4, plain length 4
/// ```
final class EntryCodec {

    /// The shortest change: a delete of a path of one byte.
    static final int MIN_CHANGE_BYTES = 4;

    static final int RUN_BYTES = 16;

    private static final int PATH_HEADER_BYTES = 3;
    private static final int PUT_BYTES =
            FileVersion.BYTES
                    + 2 * Long.BYTES
                    + Digest.BYTES
                    + AccountKeys.WRAPPED_KEY_BYTES
                    + 2 * Integer.BYTES;
    private static final byte PUT = 0;
    private static final byte DELETE = 1;
    private static final byte KEEP = 2;
    private static final byte FORGET = 3;

    private EntryCodec() {}

    static long length(Change change) {
        long path = PATH_HEADER_BYTES + (long) utf8(change.path()).length;
        return switch (change) {
            case Put(FileEntry entry) -> path + length(entry);
            case Keep(FileEntry entry) -> path + length(entry);
            case Delete _ -> path;
            case Forget _ -> path + FileVersion.BYTES;
        };
    }

    private static long length(FileEntry entry) {
        return PUT_BYTES + (long) RUN_BYTES * entry.runs().size();
    }

    static void write(Change change, CommitTables tables, ByteBuffer buffer) {
        byte[] path = utf8(change.path());
        buffer.put(kind(change)).putShort((short) path.length).put(path);
        switch (change) {
            case Put(FileEntry entry) -> writeEntry(entry, tables, buffer);
            case Keep(FileEntry entry) -> writeEntry(entry, tables, buffer);
            case Delete _ -> {}
            case Forget forget -> writeVersion(forget.version(), buffer);
        }
    }

    private static byte kind(Change change) {
        return switch (change) {
            case Put _ -> PUT;
            case Delete _ -> DELETE;
            case Keep _ -> KEEP;
            case Forget _ -> FORGET;
        };
    }

    private static void writeVersion(FileVersion version, ByteBuffer buffer) {
        UUID id = version.id();
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static void writeEntry(FileEntry entry, CommitTables tables, ByteBuffer buffer) {
        writeVersion(entry.version(), buffer);
        buffer.putLong(entry.size()).putLong(entry.modified().toEpochMilli());
        entry.content().writeTo(buffer);
        buffer.put(entry.wrappedKey().toArray());
        buffer.putInt(tables.indexOf(entry.layout())).putInt(entry.runs().size());
        for (RunReference run : entry.runs()) {
            buffer.putInt(tables.indexOf(run.block())).putInt(run.offset());
            buffer.putInt(run.storedLength()).putInt(run.plainLength());
        }
    }

    static Change read(CommitTables tables, ByteBuffer buffer) {
        int kind = buffer.get();
        FilePath path = readPath(buffer);
        return switch (kind) {
            case PUT -> new Put(readEntry(path, tables, buffer));
            case DELETE -> new Delete(path);
            case KEEP -> new Keep(readEntry(path, tables, buffer));
            case FORGET -> new Forget(path, readVersion(buffer));
            default -> throw new IllegalArgumentException("no change has the kind " + kind);
        };
    }

    private static FileEntry readEntry(FilePath path, CommitTables tables, ByteBuffer buffer) {
        return new FileEntry(
                path,
                readVersion(buffer),
                buffer.getLong(),
                Instant.ofEpochMilli(buffer.getLong()),
                Digest.readFrom(buffer),
                ByteString.readFrom(buffer, AccountKeys.WRAPPED_KEY_BYTES),
                tables.layout(buffer.getInt()),
                readRuns(tables, buffer));
    }

    private static FileVersion readVersion(ByteBuffer buffer) {
        return new FileVersion(new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static List<RunReference> readRuns(CommitTables tables, ByteBuffer buffer) {
        int count = CommitTables.readCount("runs", RUN_BYTES, buffer);
        List<RunReference> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            runs.add(
                    new RunReference(
                            tables.block(buffer.getInt()),
                            buffer.getInt(),
                            buffer.getInt(),
                            buffer.getInt()));
        }
        return runs;
    }

    private static FilePath readPath(ByteBuffer buffer) {
        int length = Short.toUnsignedInt(buffer.getShort());
        if (length > FilePath.MAX_BYTES || length > buffer.remaining()) {
            throw new IllegalArgumentException(
                    "a path of %d bytes where %d are left".formatted(length, buffer.remaining()));
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("a path is not UTF-8");
        }
        return new FilePath(text);
    }

    private static byte[] utf8(FilePath path) {
        return path.value().getBytes(StandardCharsets.UTF_8);
    }
}
