package dev.stowage.customer.window;

import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.run.RunCodec;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Memory for one block on its way out: the plain bytes of its run, the block itself and its
/// parity.
public final class BlockFrame implements AutoCloseable {

    private final ByteBuffer plain;
    private final BlockBuffer block;
    private final Window.Permit permit;
    private final Consumer<BlockFrame> home;

    BlockFrame(
            ByteBuffer plain, BlockBuffer block, Window.Permit permit, Consumer<BlockFrame> home) {
        this.plain = plain;
        this.block = block;
        this.permit = permit;
        this.home = home;
    }

    /// A fresh view of the room for plain bytes: as many as surely fit into the block when
    /// encrypted.
    public ByteBuffer plain() {
        return plain.duplicate().clear();
    }

    /// The block's memory.
    public BlockBuffer block() {
        return block;
    }

    static int plainLength(int blockBytes) {
        return blockBytes - RunCodec.OVERHEAD_BYTES;
    }

    /// Gives the memory back: nobody may look at it any more.
    @Override
    public void close() {
        home.accept(this);
        permit.close();
    }
}
