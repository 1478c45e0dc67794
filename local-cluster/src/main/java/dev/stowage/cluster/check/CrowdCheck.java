package dev.stowage.cluster.check;

import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Very many contracts with one supplier, and very many customers who store and fetch there at
/// once, over HTTP: they may meet nothing worse than `busy`, and what is told as used is the truth,
/// after a restart, too.
final class CrowdCheck {

    /// Where nobody says how many.
    static final int USUAL_CONTRACTS = 10_000;

    static final int USUAL_CUSTOMERS = 500;

    private static final int SUPPLIERS = 2;
    private static final int FIRST_ACCOUNT = 1_000_000;
    private static final int GRANTED_AT_ONCE = 64;
    private static final int MOST_FAILURES = 10;

    private final ClusterSettings settings;
    private final List<SampleAccount> accounts;
    private final int customers;
    private final Clock clock;
    private final PrintWriter out;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// @param customers of the contracts, who store and fetch
    CrowdCheck(Path data, int contracts, int customers, Clock clock, PrintWriter out) {
        if (customers < 1 || contracts < customers) {
            throw new IllegalArgumentException(
                    "each of the customers needs a contract, got %d contracts and %d customers"
                            .formatted(contracts, customers));
        }
        this.settings = ClusterSettings.of(data, 0, SUPPLIERS);
        this.accounts =
                IntStream.range(0, contracts)
                        .mapToObj(i -> new SampleAccount(new AccountNumber(FIRST_ACCOUNT + i), i))
                        .toList();
        this.customers = customers;
        this.clock = clock;
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run() throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(settings);
                Crowd crowd = crowd(cluster)) {
            long before = usedMegabytes();
            double granting =
                    atOnce(GRANTED_AT_ONCE, accounts.size(), i -> crowd.grant(accounts.get(i)));
            say("%d contracts granted in %.1f s", accounts.size(), granting);
            double storing = atOnce(customers, customers, i -> crowd.storeAndFetch(customer(i), i));
            say(
                    "%d customers stored and fetched %d records each in %.1f s, busy %d times; the heap holds %d MB, %d before",
                    customers, Crowd.RECORDS_EACH, storing, crowd.busy(), usedMegabytes(), before);
            look(crowd);
        }
        try (LocalCluster again = LocalCluster.start(settings);
                Crowd crowd = crowd(again)) {
            look(crowd);
            say("the same after a restart: %d failures", failures.size());
        }
        return List.copyOf(failures);
    }

    private Crowd crowd(LocalCluster cluster) throws IOException {
        return new Crowd(cluster.placement(), settings.data().resolve("placement"), clock);
    }

    /// They are spread over all contracts.
    private SampleAccount customer(int index) {
        return accounts.get(index * (accounts.size() / customers));
    }

    private void look(Crowd crowd) throws InterruptedException {
        List<SampleAccount> storing =
                IntStream.range(0, customers).mapToObj(this::customer).toList();
        atOnce(GRANTED_AT_ONCE, accounts.size(), i -> look(crowd, accounts.get(i), storing));
    }

    private void look(Crowd crowd, SampleAccount account, List<SampleAccount> storing) {
        long used = crowd.used(account);
        long due = storing.contains(account) ? Crowd.BYTES_EACH : 0;
        if (used != due) {
            fail("account %s uses %d bytes, told are %d".formatted(account.number(), due, used));
        }
    }

    private void fail(String failure) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    /// @return how many seconds it took
    private double atOnce(int threads, int count, IntConsumer work) throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService crowd =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(crowd.submit(() -> attempt(work, number)));
            }
            for (Future<?> each : all) {
                await(each);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void attempt(IntConsumer work, int number) {
        try {
            work.accept(number);
        } catch (RuntimeException worse) {
            fail(worse.toString());
        }
    }

    private static void await(Future<?> each) throws InterruptedException {
        try {
            each.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long usedMegabytes() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
