package dev.stowage.cluster.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A file's content that follows from a seed: it need not be kept to be compared.
///
/// @param size bytes
record SeededContent(long seed, int size) {

    byte[] bytes() {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /// Whether a stream holds exactly this content.
    boolean matches(InputStream content) throws IOException {
        byte[] expected = bytes();
        byte[] found = content.readNBytes(expected.length);
        return Arrays.equals(expected, found) && content.read() < 0;
    }
}
