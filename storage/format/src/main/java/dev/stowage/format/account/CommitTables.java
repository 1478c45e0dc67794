package dev.stowage.format.account;

import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Forget;
import dev.stowage.format.account.Change.Keep;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The blocks and layouts that the changes of a commit speak of, each once: small files share
/// blocks, and nearly all files one layout. Shared in memory too, once read.
final class CommitTables {

    private static final int LAYOUT_BYTES = Long.BYTES + Layout.BYTES;

    private final Map<BlockReference, Integer> blockIndexes = new LinkedHashMap<>();
    private final Map<Layout, Integer> layoutIndexes = new LinkedHashMap<>();
    private final List<BlockReference> blocks = new ArrayList<>();
    private final List<Layout> layouts = new ArrayList<>();

    private CommitTables() {}

    static CommitTables of(List<Change> changes) {
        CommitTables tables = new CommitTables();
        for (Change change : changes) {
            switch (change) {
                case Put(FileEntry entry) -> tables.add(entry);
                case Keep(FileEntry entry) -> tables.add(entry);
                case Delete _, Forget _ -> {}
            }
        }
        return tables;
    }

    private void add(FileEntry entry) {
        add(entry.layout());
        entry.runs().stream().map(RunReference::block).forEach(this::add);
    }

    private void add(BlockReference block) {
        if (blockIndexes.putIfAbsent(block, blocks.size()) == null) {
            blocks.add(block);
        }
    }

    private void add(Layout layout) {
        if (layoutIndexes.putIfAbsent(layout, layouts.size()) == null) {
            layouts.add(layout);
        }
    }

    long length() {
        return 2L * Integer.BYTES
                + (long) BlockReference.BYTES * blocks.size()
                + (long) LAYOUT_BYTES * layouts.size();
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putInt(blocks.size());
        blocks.forEach(block -> block.writeTo(buffer));
        buffer.putInt(layouts.size());
        layouts.forEach(
                layout -> {
                    buffer.putLong(layout.group().bits());
                    layout.writeTo(buffer);
                });
    }

    static CommitTables readFrom(ByteBuffer buffer) {
        CommitTables tables = new CommitTables();
        for (int left = readCount("blocks", BlockReference.BYTES, buffer); left > 0; left--) {
            tables.blocks.add(BlockReference.readFrom(buffer));
        }
        for (int left = readCount("layouts", LAYOUT_BYTES, buffer); left > 0; left--) {
            CarrierGroup group = CarrierGroup.ofBits(buffer.getLong());
            tables.layouts.add(Layout.readFrom(buffer, group));
        }
        return tables;
    }

    /// A count that the bytes which are left can hold.
    static int readCount(String what, int leastBytes, ByteBuffer buffer) {
        int count = buffer.getInt();
        if (count < 0 || count > buffer.remaining() / leastBytes) {
            throw new IllegalArgumentException(
                    "%s %s do not fit into %d bytes"
                            .formatted(Integer.toUnsignedString(count), what, buffer.remaining()));
        }
        return count;
    }

    int indexOf(BlockReference block) {
        return blockIndexes.getOrDefault(block, -1);
    }

    int indexOf(Layout layout) {
        return layoutIndexes.getOrDefault(layout, -1);
    }

    BlockReference block(int index) {
        return blocks.get(requireIndex("block", index, blocks.size()));
    }

    Layout layout(int index) {
        return layouts.get(requireIndex("layout", index, layouts.size()));
    }

    private static int requireIndex(String what, int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "%s %d of %d does not exist".formatted(what, index, size));
        }
        return index;
    }
}
