package dev.stowage.cluster.writers;

import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// What one write gives a file, and no other write: it says by itself which write it is from.
///
/// @param number of the write, from 1
/// @param size bytes
record Content(int number, int size) {

    Content {
        if (number < 1 || (size < Integer.BYTES && number >>> (8 * size) != 0)) {
            throw new IllegalArgumentException(
                    "write %d has no content of its own in %d bytes".formatted(number, size));
        }
    }

    /// As near to the wished size as can be.
    static Content of(int number, int wishedSize) {
        int needed = Math.ceilDiv(Integer.SIZE - Integer.numberOfLeadingZeros(number), 8);
        return new Content(number, Math.max(needed, wishedSize));
    }

    /// Every other one can be compressed.
    byte[] bytes() {
        byte[] bytes = new byte[size];
        if (number % 2 == 0) {
            new SplittableRandom(number).nextBytes(bytes);
        }
        byte[] name = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        int length = Math.min(size, Integer.BYTES);
        System.arraycopy(name, Integer.BYTES - length, bytes, 0, length);
        return bytes;
    }

    Digest digest() {
        return Digest.of(ByteBuffer.wrap(bytes()));
    }
}
