package dev.stowage.supplier.contract;

import dev.stowage.supplier.PlainSupplier;
import dev.stowage.supplier.trial.SampleAccount;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A process that grants contracts and says what each takes of the heap, how long it took and how
/// long a start with them takes.
///
/// Arguments: a directory, and how many contracts.
final class ContractMemory {

    private static final int WARM_UP = 4000;
    private static final int AT_ONCE = 64;
    private static final int FIRST_ACCOUNT = 10_000;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private ContractMemory() {}

    public static void main(String[] arguments) throws Exception {
        int contracts = Integer.parseInt(arguments[1]);
        try (PlainSupplier house = new PlainSupplier(Path.of(arguments[0])).awaitJoined()) {
            grant(house, 0, WARM_UP);
            long before = usedBytes();
            Duration granting = timed(() -> grant(house, WARM_UP, contracts));
            long after = usedBytes();
            System.out.println((double) (after - before) / contracts);
            System.out.println(granting.toMillis());
            System.out.println(timed(() -> house.restart("")).toMillis());
            if (house.supplier().customers().count() != contracts + WARM_UP) {
                throw new AssertionError(house.supplier().customers().count());
            }
        }
    }

    private interface Work {

        void run() throws Exception;
    }

    private static Duration timed(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void grant(PlainSupplier house, int first, int count) {
        Semaphore atOnce = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = first; i < first + count; i++) {
                SampleAccount account = new SampleAccount(FIRST_ACCOUNT + i);
                atOnce.acquireUninterruptibly();
                threads.execute(
                        () -> {
                            String order =
                                    house.placement()
                                            .order(account, 0, 1)
                                            .sign(house.placement().key());
                            house.supplier().customers().grant(account.number(), order);
                            atOnce.release();
                        });
            }
        }
    }

    /// Bytes that are still reachable.
    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            MEMORY.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
