package dev.stowage.verification.benchmarks.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.SplittableRandom;

/// The fragments of one block: K of data, then K of parity.
final class Stripe {

    private static final byte BLANK = 0x5C;

    private final MemorySegment[] fragments;

    Stripe(Arena arena, Placement placement, int count, int length) {
        this.fragments = placement.allocate(arena, count, length);
    }

    MemorySegment[] fragments() {
        return fragments.clone();
    }

    MemorySegment fragment(int i) {
        return fragments[i];
    }

    /// Returns how many bytes a fragment has.
    int length() {
        return (int) fragments[0].byteSize();
    }

    void randomize(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[length()];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            MemorySegment.copy(bytes, 0, fragments[i], ValueLayout.JAVA_BYTE, 0, bytes.length);
        }
    }

    /// Copies the chosen fragments and leaves nothing of the others.
    void copy(Stripe from, BitSet chosen) {
        for (int i = 0; i < fragments.length; i++) {
            if (chosen.get(i)) {
                fragments[i].copyFrom(from.fragments[i]);
            } else {
                fragments[i].fill(BLANK);
            }
        }
    }

    /// Returns the first of the chosen fragments that is not the same in the other, or -1.
    int mismatch(Stripe other, BitSet chosen) {
        return chosen.stream()
                .filter(i -> fragments[i].mismatch(other.fragments[i]) >= 0)
                .findFirst()
                .orElse(-1);
    }
}
