package dev.stowage.supplier.store;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.Random;
import java.util.function.IntToLongFunction;

/// A process that fills an index and says what a record takes of the heap, beyond what the first
/// one took: a number and nothing else, so that who starts it can read it.
///
/// Arguments: an order, and how many records.
final class IndexMemory {

    private static final int RECORDS_A_FILE = 60_000;
    private static final int BODY_BYTES = 2404;
    private static final int CROWD = 64;
    private static final int WARM_UP = 100_000;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    /// In which order block numbers come, and whether all are of one account and group.
    enum Order {
        ASCENDING,
        DESCENDING,
        RANDOM,
        /// Ascending, but of a crowd of writers nobody knows who comes first.
        CROWDED,
        /// One record in each series: what a series takes.
        SCATTERED
    }

    private IndexMemory() {}

    public static void main(String[] arguments) {
        Order order = Order.valueOf(arguments[0]);
        bytesPerRecord(order, WARM_UP); // So that the machine has what it needs for itself.
        System.out.println(bytesPerRecord(order, Integer.parseInt(arguments[1])));
    }

    private static double bytesPerRecord(Order order, int records) {
        LogIndex index = new LogIndex();
        IntToLongFunction blocks = blocks(order, records);
        publish(index, order, blocks, 0);
        long before = usedBytes();
        for (int record = 1; record < records; record++) {
            publish(index, order, blocks, record);
        }
        long after = usedBytes();
        if (index.usage().records() != records) {
            throw new AssertionError("%d of %d".formatted(index.usage().records(), records));
        }
        Reference.reachabilityFence(index);
        Reference.reachabilityFence(blocks);
        return (double) (after - before) / (records - 1);
    }

    private static void publish(LogIndex index, Order order, IntToLongFunction blocks, int record) {
        long group = order == Order.SCATTERED ? 8L * record : 8;
        RecordKey key = new RecordKey(7, 2, blocks.applyAsLong(record), group);
        EntryHeader header =
                new EntryHeader(1, 1, record, 0, BODY_BYTES, new Subject.OfRecord(key, 1024, 2));
        LogName file = new LogName(1 + record / RECORDS_A_FILE, 42);
        long offset = (long) (record % RECORDS_A_FILE) * (BODY_BYTES + EntryHeader.BYTES);
        index.publish(new LogEntry(file, offset, header));
    }

    private static IntToLongFunction blocks(Order order, int records) {
        int[] shuffled = new int[records];
        for (int i = 0; i < records; i++) {
            shuffled[i] = i;
        }
        int span = order == Order.RANDOM ? records : order == Order.CROWDED ? CROWD : 1;
        Random random = new Random(1);
        for (int i = 0; i < records; i++) {
            int other = Math.min(records - 1, i + random.nextInt(Math.min(span, records - i)));
            int kept = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = kept;
        }
        return order == Order.DESCENDING ? i -> records - i : i -> shuffled[i];
    }

    /// Bytes that are still reachable.
    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            MEMORY.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
