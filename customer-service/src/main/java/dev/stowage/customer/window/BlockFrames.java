package dev.stowage.customer.window;

import dev.stowage.format.block.BlockBuffer;
import dev.stowage.format.layout.Layout;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Frames for blocks, used again and again, within a window.
///
/// Idle frames are kept up to half of the window; those that were idle longest go first.
public final class BlockFrames {

    private record Shape(Layout layout, int blockBytes) {

        long footprint() {
            return BlockFrames.footprint(layout, blockBytes) + blockBytes;
        }
    }

    private record Idle(Shape shape, ByteBuffer plain, BlockBuffer block) {}

    /// Views and digests of a carrier's fragments, its leaf, its part of the tree and its record's
    /// header, roughly.
    private static final long BYTES_OF_CARRIER = 768;

    private final Window window;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private long idleBytes;

    public BlockFrames(Window window) {
        this.window = window;
    }

    /// Memory that a block of so many bytes takes on its way out: data, parity, and what is known
    /// of every fragment and every carrier.
    public static long footprint(Layout layout, int blockBytes) {
        return BlockBuffer.footprint(layout, blockBytes) + layout.carriers() * BYTES_OF_CARRIER;
    }

    /// A frame for a block of at most so many bytes; waits for the window.
    public BlockFrame take(Layout layout, int blockBytes) {
        Shape shape = new Shape(layout, blockBytes);
        Window.Permit permit = window.take(shape.footprint());
        try {
            Idle found = takeIdle(shape);
            return new BlockFrame(
                    found == null
                            ? ByteBuffer.allocate(BlockFrame.plainLength(blockBytes))
                            : found.plain,
                    found == null ? new BlockBuffer(layout, blockBytes) : found.block,
                    permit,
                    frame -> putIdle(shape, frame));
        } catch (RuntimeException | Error failure) {
            permit.close();
            throw failure;
        }
    }

    private synchronized @Nullable Idle takeIdle(Shape shape) {
        for (Idle each : idle) {
            if (each.shape.equals(shape)) {
                idle.remove(each);
                idleBytes -= shape.footprint();
                return each;
            }
        }
        return null;
    }

    private synchronized void putIdle(Shape shape, BlockFrame frame) {
        idle.addFirst(new Idle(shape, frame.plain(), frame.block()));
        idleBytes += shape.footprint();
        while (idleBytes > window.size() / 2) {
            idleBytes -= idle.removeLast().shape.footprint();
        }
    }
}
