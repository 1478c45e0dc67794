package dev.stowage.customer.download;

import dev.stowage.customer.work.Workers;
import dev.stowage.format.block.BlockReference;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Blocks that many small files share, as they were gathered a moment ago: still encrypted, bounded
/// in bytes, those least used go first. Who wants a block that is being gathered waits for it.
public final class BlockCache {

    private final long mostBytes;
    private final Map<BlockReference, CompletableFuture<ByteBuffer>> blocks =
            new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// @param mostBytes of blocks that are kept
    public BlockCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// The content of a block, gathered if it is not here. The buffer is the caller's, its bytes
    /// are not.
    ByteBuffer get(BlockReference block, Supplier<ByteBuffer> gather) {
        CompletableFuture<ByteBuffer> mine = new CompletableFuture<>();
        CompletableFuture<ByteBuffer> first = putIfAbsent(block, mine);
        if (first != null) {
            return Workers.join(first).duplicate();
        }
        try {
            mine.complete(gather.get());
        } catch (RuntimeException | Error failure) {
            remove(block, mine);
            mine.completeExceptionally(failure);
        }
        return Workers.join(mine).duplicate();
    }

    private synchronized @Nullable CompletableFuture<ByteBuffer> putIfAbsent(
            BlockReference block, CompletableFuture<ByteBuffer> mine) {
        CompletableFuture<ByteBuffer> first = blocks.get(block);
        if (first == null) {
            blocks.put(block, mine);
            bytes += block.blockLength();
            shrink();
        }
        return first;
    }

    private void shrink() {
        var leastUsed = blocks.keySet().iterator();
        while (bytes > mostBytes && leastUsed.hasNext()) {
            bytes -= leastUsed.next().blockLength();
            leastUsed.remove();
        }
    }

    private synchronized void remove(BlockReference block, CompletableFuture<ByteBuffer> mine) {
        if (blocks.remove(block, mine)) {
            bytes -= block.blockLength();
        }
    }
}
