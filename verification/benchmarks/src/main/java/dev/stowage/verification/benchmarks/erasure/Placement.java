package dev.stowage.verification.benchmarks.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// Where the fragments of a block lie.
enum Placement {
    /// Off the heap, one directly after the other. A distance that is a multiple of 4 KiB makes
    /// fragments compete for the same lines of the processor's cache.
    UNPADDED {
        @Override
        MemorySegment[] allocate(Arena arena, int count, int length) {
            return offHeap(arena, count, length, length);
        }
    },
    /// Off the heap with a gap after each, so that they do not.
    PADDED {
        @Override
        MemorySegment[] allocate(Arena arena, int count, int length) {
            return offHeap(arena, count, length, length + GAP);
        }
    },
    /// An array of bytes for each fragment.
    HEAP {
        @Override
        MemorySegment[] allocate(Arena arena, int count, int length) {
            MemorySegment[] fragments = new MemorySegment[count];
            for (int i = 0; i < count; i++) {
                fragments[i] = MemorySegment.ofArray(new byte[length]);
            }
            return fragments;
        }
    };

    private static final long GAP = 192;
    private static final long ALIGNMENT = 64;

    abstract MemorySegment[] allocate(Arena arena, int count, int length);

    private static MemorySegment[] offHeap(Arena arena, int count, int length, long stride) {
        MemorySegment memory = arena.allocate(count * stride, ALIGNMENT);
        MemorySegment[] fragments = new MemorySegment[count];
        for (int i = 0; i < count; i++) {
            fragments[i] = memory.asSlice(i * stride, length);
        }
        return fragments;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
