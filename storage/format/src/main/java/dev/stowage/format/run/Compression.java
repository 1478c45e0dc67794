package dev.stowage.format.run;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Compression of some bytes by themselves: DEFLATE (RFC 1951) at its fastest level, without the
/// header and checksum of gzip, which our own lengths and tags make needless. Not thread-safe.
public final class Compression implements AutoCloseable {

    /// Up to here it is compressed outright; of what is longer a sample of this size is tried
    /// first.
    private static final int SAMPLE_BYTES = 32 << 10;

    /// A sample must lose at least one part in this many, about 6 %.
    private static final int LEAST_SAVING = 16;

    private final byte[] sampled = new byte[SAMPLE_BYTES];
    private @Nullable Deflater deflater;
    private @Nullable Inflater inflater;

    /// Compresses `plain` to the target's position if that makes it shorter by at least a byte.
    ///
    /// @param target room for at least `plain.remaining() - 1` bytes
    /// @return whether it did; if not, the target's position stays and its bytes are undefined
    public boolean compress(ByteBuffer plain, ByteBuffer target) {
        if (!promises(plain)) {
            return false;
        }
        ByteBuffer room = target.slice(target.position(), plain.remaining() - 1);
        if (!deflate(plain.duplicate(), room)) {
            return false;
        }
        target.position(target.position() + room.position());
        return true;
    }

    /// The mirror of [#compress].
    ///
    /// @param target exactly as long as what was compressed
    /// @throws IllegalArgumentException if `compressed` holds more, less or something else
    public void decompress(ByteBuffer compressed, ByteBuffer target) {
        Inflater tool = inflater();
        tool.reset();
        tool.setInput(compressed);
        try {
            while (target.hasRemaining()) {
                if (tool.inflate(target) == 0) {
                    break;
                }
            }
            boolean whole = !target.hasRemaining() && endsHere(tool);
            if (!whole || compressed.hasRemaining()) {
                throw new IllegalArgumentException("what was compressed has not its stated length");
            }
        } catch (DataFormatException bad) {
            throw new IllegalArgumentException("this is not what DEFLATE writes", bad);
        }
    }

    /// After the last byte the end mark may still be unread.
    private static boolean endsHere(Inflater tool) throws DataFormatException {
        return tool.finished() || (tool.inflate(new byte[1]) == 0 && tool.finished());
    }

    private boolean promises(ByteBuffer plain) {
        if (plain.remaining() <= SAMPLE_BYTES) {
            return plain.remaining() > 1;
        }
        int middle = plain.position() + (plain.remaining() - SAMPLE_BYTES) / 2;
        ByteBuffer room = ByteBuffer.wrap(sampled, 0, SAMPLE_BYTES - SAMPLE_BYTES / LEAST_SAVING);
        return deflate(plain.slice(middle, SAMPLE_BYTES), room);
    }

    private boolean deflate(ByteBuffer plain, ByteBuffer room) {
        Deflater tool = deflater();
        tool.reset();
        tool.setInput(plain);
        tool.finish();
        while (!tool.finished() && room.hasRemaining()) {
            tool.deflate(room);
        }
        return tool.finished();
    }

    private Deflater deflater() {
        if (deflater == null) {
            deflater = new Deflater(Deflater.BEST_SPEED, true);
        }
        return deflater;
    }

    private Inflater inflater() {
        if (inflater == null) {
            inflater = new Inflater(true);
        }
        return inflater;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
        if (inflater != null) {
            inflater.end();
        }
    }
}
