package dev.stowage.erasure;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/// The fragments of one block in one stretch of memory, with guard bytes before and after each of
/// them that nobody may touch.
final class Stripe {

    /// Odd, so that fragments lie at all alignments.
    private static final int GUARD = 13;

    private static final byte GUARD_BYTE = (byte) 0xA5;
    private static final byte BLANK_BYTE = 0x5C;

    private final MemorySegment memory;
    private final MemorySegment[] fragments;
    private String content = "blank";

    /// Lays the fragments out over the memory, all bytes blank.
    Stripe(MemorySegment memory, int count, int length) {
        this.memory = memory;
        this.fragments = new MemorySegment[count];
        memory.fill(GUARD_BYTE);
        for (int i = 0; i < count; i++) {
            long offset = GUARD + (long) i * (length + GUARD);
            fragments[i] = memory.asSlice(offset, length).fill(BLANK_BYTE);
        }
    }

    static long size(int count, int length) {
        return GUARD + (long) count * (length + GUARD);
    }

    /// A stripe on the heap, all bytes blank.
    static Stripe blank(int count, int length) {
        byte[] memory = new byte[Math.toIntExact(size(count, length))];
        return new Stripe(MemorySegment.ofArray(memory), count, length);
    }

    /// A stripe on the heap whose data fragments are random and whose parity fragments the code
    /// made.
    static Stripe encoded(ErasureCode code, int length, long seed) {
        Stripe stripe = blank(code.fragments(), length);
        stripe.fillData(code, seed);
        code.encode(stripe.fragments());
        return stripe;
    }

    void fillData(ErasureCode code, long seed) {
        content = "seed " + seed;
        Random random = new Random(seed);
        byte[] bytes = new byte[(int) fragments[0].byteSize()];
        for (int i = 0; i < code.dataFragments(); i++) {
            random.nextBytes(bytes);
            set(i, bytes);
        }
    }

    MemorySegment[] fragments() {
        return fragments.clone();
    }

    /// A stripe of the same shape on the heap, with some of the fragments, all else blank.
    Stripe copy(BitSet present) {
        Stripe copy = blank(fragments.length, (int) fragments[0].byteSize());
        present.stream().forEach(i -> copy.fragments[i].copyFrom(fragments[i]));
        return copy;
    }

    byte[] bytes(int fragment) {
        return fragments[fragment].toArray(ValueLayout.JAVA_BYTE);
    }

    /// The byte at a position of each fragment.
    byte[] column(int position) {
        byte[] column = new byte[fragments.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = fragments[i].get(ValueLayout.JAVA_BYTE, position);
        }
        return column;
    }

    void set(int fragment, byte[] bytes) {
        MemorySegment.copy(bytes, 0, fragments[fragment], ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    /// Whether a fragment has the bytes that the same one has in another stripe.
    boolean matches(Stripe other, int fragment) {
        return fragments[fragment].mismatch(other.fragments[fragment]) < 0;
    }

    boolean isBlank(int fragment) {
        byte[] bytes = bytes(fragment);
        byte[] blank = new byte[bytes.length];
        Arrays.fill(blank, BLANK_BYTE);
        return Arrays.equals(bytes, blank);
    }

    boolean guardsAreUntouched() {
        MemorySegment guard = MemorySegment.ofArray(new byte[GUARD]).fill(GUARD_BYTE);
        long stride = GUARD + fragments[0].byteSize();
        for (long offset = 0; offset < memory.byteSize(); offset += stride) {
            if (memory.asSlice(offset, GUARD).mismatch(guard) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "%d fragments of %d bytes, %s"
                .formatted(fragments.length, fragments[0].byteSize(), content);
    }
}
