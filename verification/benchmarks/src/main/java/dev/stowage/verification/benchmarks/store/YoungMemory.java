package dev.stowage.verification.benchmarks.store;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/// The part of the heap where new arrays lie.
final class YoungMemory {

    private static final int ARRAY_BYTES = 1 << 20;
    private static final long MOST_BYTES = 64L << 30;
    private static final int COLLECTIONS = 2;

    private YoungMemory() {}

    /// Has every page of it written once. The first touch of a page may cost a hundred times what a
    /// read of it costs, on virtual machines above all, and has nothing to do with what is
    /// measured.
    static long touch() {
        long end = collections() + COLLECTIONS;
        long touched = 0;
        while (collections() < end && touched < MOST_BYTES) {
            touched += ByteBuffer.allocate(ARRAY_BYTES).capacity();
        }
        return touched;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
