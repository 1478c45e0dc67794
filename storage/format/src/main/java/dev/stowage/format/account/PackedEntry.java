package dev.stowage.format.account;

import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.layout.Layout;
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
import java.util.function.BiConsumer;

/// A [FileEntry] as it lies in memory: one array instead of a dozen objects, made into an entry
/// again when somebody asks for it. Blocks and layouts are shared with other entries.
///
/// ```
/// path length 2, path, version 16, size 8, modified 8, content 32, wrapped key 60,
/// and of each run: offset 4, stored length 4, plain length 4
/// ```
final class PackedEntry implements EntryTree.Placed, Row {

    private static final int PATH_HEADER_BYTES = 2;
    private static final int FIXED_BYTES =
            FileVersion.BYTES + 2 * Long.BYTES + Digest.BYTES + AccountKeys.WRAPPED_KEY_BYTES;
    private static final int RUN_BYTES = 3 * Integer.BYTES;
    private static final BlockReference[] NONE = {};

    /// An array beside its content: header, length and what it is rounded up by.
    private static final int ARRAY_BYTES = 20;

    private static final int REFERENCE_BYTES = 4;

    /// What it takes beside its array's content, and its place in the tree.
    private static final long OVERHEAD_BYTES = 24L + ARRAY_BYTES + EntryTree.NODE_BYTES;

    /// A block reference with its address and root.
    private static final long BLOCK_BYTES = 200;

    private final byte[] bytes;
    private final Layout layout;
    private final BlockReference[] blocks;

    private PackedEntry(byte[] bytes, Layout layout, BlockReference[] blocks) {
        this.bytes = bytes;
        this.layout = layout;
        this.blocks = blocks;
    }

    static PackedEntry of(FileEntry entry) {
        byte[] path = entry.path().value().getBytes(StandardCharsets.UTF_8);
        List<RunReference> runs = entry.runs();
        ByteBuffer buffer =
                ByteBuffer.allocate(
                        PATH_HEADER_BYTES + path.length + FIXED_BYTES + RUN_BYTES * runs.size());
        buffer.putShort((short) path.length).put(path);
        UUID id = entry.version().id();
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        buffer.putLong(entry.size()).putLong(entry.modified().toEpochMilli());
        entry.content().writeTo(buffer);
        entry.wrappedKey().writeTo(buffer);
        BlockReference[] blocks = runs.isEmpty() ? NONE : new BlockReference[runs.size()];
        for (int run = 0; run < blocks.length; run++) {
            RunReference each = runs.get(run);
            blocks[run] = each.block();
            buffer.putInt(each.offset()).putInt(each.storedLength()).putInt(each.plainLength());
        }
        return new PackedEntry(buffer.array(), entry.layout(), blocks);
    }

    FileEntry unpack() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.position(PATH_HEADER_BYTES + pathLength());
        return new FileEntry(
                new FilePath(key()),
                new FileVersion(new UUID(buffer.getLong(), buffer.getLong())),
                buffer.getLong(),
                Instant.ofEpochMilli(buffer.getLong()),
                Digest.readFrom(buffer),
                ByteString.readFrom(buffer, AccountKeys.WRAPPED_KEY_BYTES),
                layout,
                runs(buffer));
    }

    private List<RunReference> runs(ByteBuffer buffer) {
        List<RunReference> runs = new ArrayList<>(blocks.length);
        for (BlockReference block : blocks) {
            runs.add(new RunReference(block, buffer.getInt(), buffer.getInt(), buffer.getInt()));
        }
        return runs;
    }

    long size() {
        return ByteBuffer.wrap(bytes).getLong(PATH_HEADER_BYTES + pathLength() + FileVersion.BYTES);
    }

    FileVersion version() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(PATH_HEADER_BYTES + pathLength());
        return new FileVersion(new UUID(buffer.getLong(), buffer.getLong()));
    }

    @Override
    public Change change() {
        return new Change.Put(unpack());
    }

    @Override
    public int changeLength() {
        return 1 + bytes.length + 2 * Integer.BYTES + Integer.BYTES * blocks.length;
    }

    /// Tells every block that it uses, and how that is spread.
    void tellBlocks(BiConsumer<Layout, BlockReference> told) {
        for (BlockReference block : blocks) {
            told.accept(layout, block);
        }
    }

    /// Bytes that it takes in memory, with its part of the blocks that it shares with others.
    long footprint() {
        long footprint = OVERHEAD_BYTES + bytes.length;
        if (blocks.length > 0) {
            footprint += ARRAY_BYTES + (long) REFERENCE_BYTES * blocks.length;
        }
        ByteBuffer runs = ByteBuffer.wrap(bytes);
        int stored = bytes.length - RUN_BYTES * blocks.length + Integer.BYTES;
        for (BlockReference block : blocks) {
            footprint += BLOCK_BYTES * runs.getInt(stored) / block.blockLength();
            stored += RUN_BYTES;
        }
        return footprint;
    }

    @Override
    public String key() {
        return new String(bytes, PATH_HEADER_BYTES, pathLength(), StandardCharsets.UTF_8);
    }

    /// Most paths differ, or end, within ASCII, where bytes are characters.
    @Override
    public int compareTo(String key) {
        int length = pathLength();
        int common = Math.min(length, key.length());
        for (int i = 0; i < common; i++) {
            int mine = bytes[PATH_HEADER_BYTES + i];
            char other = key.charAt(i);
            if (mine < 0 || other > Byte.MAX_VALUE) {
                return key().compareTo(key);
            }
            if (mine != other) {
                return mine - other;
            }
        }
        return length - key.length();
    }

    private int pathLength() {
        return ByteBuffer.wrap(bytes).getShort();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedEntry entry
                && Arrays.equals(bytes, entry.bytes)
                && layout.equals(entry.layout)
                && Arrays.equals(blocks, entry.blocks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return key();
    }
}
