package dev.stowage.format.live;

import dev.stowage.format.Bounds;
import java.nio.ByteBuffer;

/// Looks a 32-bit Roaring bitmap over before the library sees it: that takes what contradicts
/// itself, and forms that it would not write.
///
/// A bitmap is containers of 2^16 numbers each. Which of its three forms a container has follows
/// from its numbers: a run if that is shorter than both others, else an array of at most 4,096,
/// else 8,192 bytes of bits.
final class BitmapCheck {

    private static final int COOKIE = 12346;
    private static final int COOKIE_WITH_RUNS = 12347;
    private static final int MOST_CONTAINERS = 1 << 16;
    private static final int LARGEST_ARRAY = 4096;
    private static final int BITS_BYTES = 8192;
    private static final int DESCRIPTOR_BYTES = 2 * Short.BYTES;

    /// Fewer containers than these have no offsets if there are runs among them.
    private static final int FEWEST_OFFSETS = 4;

    private final ByteBuffer buffer;
    private final int start;
    private final int containers;
    private final int runFlags;
    private final int descriptors;

    private BitmapCheck(ByteBuffer buffer) {
        this.buffer = buffer;
        this.start = buffer.position();
        int cookie = readInt();
        if (cookie == COOKIE) {
            this.containers = readInt();
            this.runFlags = -1;
        } else {
            require((cookie & 0xFFFF) == COOKIE_WITH_RUNS, "has cookie %08x", cookie);
            this.containers = (cookie >>> 16) + 1;
            this.runFlags = buffer.position();
            skip(Math.ceilDiv(containers, Byte.SIZE));
        }
        Bounds.requireRange("number of containers", containers, 1, MOST_CONTAINERS);
        this.descriptors = buffer.position();
        skip(containers * DESCRIPTOR_BYTES);
    }

    /// Moves the buffer behind the bitmap at its position.
    ///
    /// @param buffer little-endian
    /// @throws IllegalArgumentException unless it is the one form of some numbers
    static void pass(ByteBuffer buffer) {
        new BitmapCheck(buffer).pass();
    }

    private void pass() {
        int offsets = buffer.position();
        boolean hasOffsets = runFlags < 0 || containers >= FEWEST_OFFSETS;
        if (hasOffsets) {
            skip(containers * Integer.BYTES);
        }
        int before = -1;
        int runs = 0;
        for (int index = 0; index < containers; index++) {
            int key = number(descriptors + index * DESCRIPTOR_BYTES);
            require(key > before, "has container %d out of order", key);
            before = key;
            int offset = buffer.position() - start;
            require(
                    !hasOffsets || buffer.getInt(offsets + index * Integer.BYTES) == offset,
                    "has container %d elsewhere",
                    key);
            runs += passContainer(index);
        }
        requireFlags(runs);
    }

    /// @return 1 if it is a run
    private int passContainer(int index) {
        int count = number(descriptors + index * DESCRIPTOR_BYTES + Short.BYTES) + 1;
        boolean run = runFlags >= 0 && (buffer.get(runFlags + index / 8) >>> index % 8 & 1) != 0;
        int stretches;
        if (run) {
            stretches = passRuns(count);
        } else {
            stretches = count <= LARGEST_ARRAY ? passArray(count) : passBits(count);
        }
        int asRuns = Short.BYTES + stretches * 2 * Short.BYTES;
        int otherwise = count <= LARGEST_ARRAY ? count * Short.BYTES : BITS_BYTES;
        require(run == asRuns < otherwise, "has %d numbers in a form too long", count);
        return run ? 1 : 0;
    }

    /// @return how many
    private int passRuns(int count) {
        int runs = readShort();
        int at = buffer.position();
        skip(runs * 2 * Short.BYTES);
        int end = -1;
        int numbers = 0;
        for (int each = at; each < buffer.position(); each += 2 * Short.BYTES) {
            int first = number(each);
            require(end < 0 || first > end + 1, "has a run at %d too early", first);
            end = first + number(each + Short.BYTES);
            numbers += end - first + 1;
        }
        require(end < 1 << 16 && numbers == count, "has %d numbers in runs", numbers);
        return runs;
    }

    /// @return stretches of numbers that follow each other
    private int passArray(int count) {
        int at = buffer.position();
        skip(count * Short.BYTES);
        int before = -2;
        int stretches = 0;
        for (int each = at; each < buffer.position(); each += Short.BYTES) {
            int number = number(each);
            require(number > before, "has number %d out of order", number);
            stretches += number > before + 1 ? 1 : 0;
            before = number;
        }
        return stretches;
    }

    /// @return stretches of numbers that follow each other
    private int passBits(int count) {
        int at = buffer.position();
        skip(BITS_BYTES);
        int numbers = 0;
        int stretches = 0;
        long before = 0;
        for (int each = at; each < buffer.position(); each += Long.BYTES) {
            long bits = buffer.getLong(each);
            numbers += Long.bitCount(bits);
            stretches += Long.bitCount(bits & ~(bits << 1 | before));
            before = bits >>> 63;
        }
        require(numbers == count, "has %d numbers in bits", numbers);
        return stretches;
    }

    /// The cookie tells of runs only if there are any, and no flag is left over.
    private void requireFlags(int runs) {
        if (runFlags >= 0) {
            int unused = -containers & 7;
            int last = Byte.toUnsignedInt(buffer.get(descriptors - 1));
            require(runs > 0 && last >>> (8 - unused) == 0, "has %d runs but other flags", runs);
        }
    }

    private int number(int position) {
        return Short.toUnsignedInt(buffer.getShort(position));
    }

    private int readInt() {
        Bounds.requireRemaining("Roaring bitmap", buffer, Integer.BYTES);
        return buffer.getInt();
    }

    private int readShort() {
        Bounds.requireRemaining("Roaring bitmap", buffer, Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    private void skip(int bytes) {
        Bounds.requireRemaining("Roaring bitmap", buffer, bytes);
        buffer.position(buffer.position() + bytes);
    }

    private static void require(boolean right, String what, int number) {
        if (!right) {
            throw new IllegalArgumentException("this Roaring bitmap " + what.formatted(number));
        }
    }
}
