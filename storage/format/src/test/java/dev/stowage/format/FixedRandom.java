package dev.stowage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

/// Randomness that is known beforehand, as in printed vectors: each call gives the next of these.
public final class FixedRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final transient Queue<byte[]> ahead = new ArrayDeque<>();

    /// @param hexadecimal what each call gives
    public FixedRandom(String... hexadecimal) {
        List.of(hexadecimal).forEach(digits -> ahead.add(HexFormat.of().parseHex(digits)));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] next = ahead.remove();
        assertThat(next).hasSameSizeAs(bytes);
        System.arraycopy(next, 0, bytes, 0, next.length);
    }
}
