package dev.stowage.verification.decoder;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Right bytes made wrong: the same ones for the same seed.
public final class HostileBytes {

    private static final int MOST_CHANGES = 4;
    private static final int[] EXTREMES = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF_FFF7, 0xFFFF, 0x0100_0000
    };

    private final Random random;

    public HostileBytes(long seed) {
        this.random = new Random(seed);
    }

    /// One variation, of one to four changes.
    public byte[] of(byte[] right) {
        if (random.nextInt(50) == 0) {
            byte[] noise = new byte[random.nextInt(right.length * 2 + 1)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = right.clone();
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            bytes = change().apply(bytes);
        }
        return bytes;
    }

    private UnaryOperator<byte[]> change() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> this::flipBit;
            case 3 -> this::replaceByte;
            case 4, 5 -> this::plantNumber;
            case 6 -> this::cut;
            case 7 -> this::lengthen;
            case 8 -> this::repeat;
            default -> this::move;
        };
    }

    private byte[] flipBit(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] replaceByte(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return bytes;
    }

    /// A length, a count or an offset that cannot be, or is one too many.
    private byte[] plantNumber(byte[] bytes) {
        if (bytes.length >= Integer.BYTES) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            int at = random.nextInt(bytes.length - Integer.BYTES + 1);
            int number =
                    random.nextBoolean()
                            ? EXTREMES[random.nextInt(EXTREMES.length)]
                            : buffer.getInt(at) + random.nextInt(-2, 3);
            buffer.putInt(at, number);
        }
        return bytes;
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] lengthen(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
    }

    /// A stretch a second time, behind itself.
    private byte[] repeat(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - from));
        ByteBuffer longer = ByteBuffer.allocate(bytes.length + length);
        longer.put(bytes, 0, from + length).put(bytes, from, bytes.length - from);
        return longer.array();
    }

    /// A stretch over another one.
    private byte[] move(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(32), bytes.length - Math.max(from, to));
        System.arraycopy(bytes, from, bytes, to, length);
        return bytes;
    }
}
