package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.address.Address;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(4, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(4));
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    @Test
    void putsSmallFilesThatComeTogetherIntoOneBlock() throws Exception {
        CountDownLatch firstIsUnderWay = new CountDownLatch(1);
        CountDownLatch othersAreWaiting = new CountDownLatch(1);
        town.suppliers()
                .forEach(
                        supplier ->
                                supplier.be(
                                        () -> {
                                            firstIsUnderWay.countDown();
                                            await(othersAreWaiting);
                                        }));
        int swapsBefore = town.placement().swaps();
        List<FileEntry> files = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Committed> first =
                    threads.submit(() -> Town.put(storehouse, account, "first", content(100, 0)));
            firstIsUnderWay.await();
            List<Future<Committed>> others = new ArrayList<>();
            CountDownLatch arrived = new CountDownLatch(20);
            for (int index = 0; index < 20; index++) {
                byte[] content = content(16 << 10, index);
                String path = "other-" + index;
                others.add(
                        threads.submit(
                                () -> {
                                    arrived.countDown();
                                    return Town.put(storehouse, account, path, content);
                                }));
            }
            arrived.await();
            while (storehouse.windows().small().inUse() < 20 * (16 << 10)) {
                Thread.onSpinWait();
            }
            othersAreWaiting.countDown();
            first.get();
            for (Future<Committed> other : others) {
                files.add(other.get().after().orElseThrow());
            }
        }
        Set<Address> blocks = new HashSet<>();
        files.forEach(file -> blocks.add(file.runs().getFirst().block().address()));
        assertThat(blocks).hasSizeLessThanOrEqualTo(3);
        assertThat(town.placement().swaps() - swapsBefore).isLessThanOrEqualTo(4);
        for (int index = 0; index < 20; index++) {
            assertThat(Town.get(storehouse, account, "other-" + index))
                    .isEqualTo(content(16 << 10, index));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.SUPPLIER_AWAY, "stopped");
        }
    }

    @Test
    void rewritesTheAccountFileNowAndThen() {
        Chain before = account.known().file().chain();
        int rounds = 0;
        while (account.known().file().chain().hasSnapshotOf(before)) {
            Town.put(storehouse, account, "file-" + rounds % 10, content(10, rounds));
            rounds++;
        }
        assertThat(rounds).isGreaterThan(64);
        for (int round = rounds - 10; round < rounds; round++) {
            assertThat(Town.get(town.storehouse(), account, "file-" + round % 10))
                    .isEqualTo(content(10, round));
        }
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatDoes() {
        OpenAccount small = Town.register(storehouse, wish(4 << 20, false));
        Town.put(storehouse, small, "fits", content(2 << 20, 1));

        assertThatThrownBy(() -> Town.put(storehouse, small, "large", content(3 << 20, 2)))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(FaultCode.QUOTA_EXCEEDED);
                            assertThat(fault.facts()).containsKeys("needed", "used", "asked");
                        });

        assertThat(Town.get(storehouse, small, "fits")).isEqualTo(content(2 << 20, 1));
        assertThat(small.resolve().catalogue().files()).isEqualTo(1);
    }

    @Test
    void fillsTheQuotaToTheLastBlockAndThenRefuses() {
        OpenAccount small = Town.register(storehouse, wish(1 << 20, false));
        int stored = 0;
        FaultCode code = null;
        while (code == null && stored < 100) {
            try {
                Town.put(storehouse, small, "file-" + stored, content(60 << 10, stored));
                stored++;
            } catch (Fault fault) {
                code = fault.code();
            }
        }
        assertThat(code).isEqualTo(FaultCode.QUOTA_EXCEEDED);
        assertThat(stored).isBetween(10, 17);
        for (int index = 0; index < stored; index++) {
            assertThat(Town.get(storehouse, small, "file-" + index))
                    .isEqualTo(content(60 << 10, index));
        }
    }

    private static RegisterRequest wish(long space, boolean compression) {
        return new RegisterRequest(
                Town.PASSWORD, space, 4, null, null, null, null, compression, null);
    }

    @Test
    void writesWithOneSupplierOfFourGone() {
        town.supplier(2).vanish();

        Town.put(storehouse, account, "small", content(1000, 1));
        Town.put(storehouse, account, "large", content(9 << 20, 2));

        assertThat(Town.get(storehouse, account, "small")).isEqualTo(content(1000, 1));
        assertThat(Town.get(storehouse, account, "large")).isEqualTo(content(9 << 20, 2));
    }

    @Test
    void writesNothingWithTwoSuppliersOfFourGone() {
        Town.put(storehouse, account, "file", content(1000, 1));
        Town.awaitDeliveries(storehouse, account);
        town.supplier(1).vanish();
        town.supplier(2).vanish();

        assertThatThrownBy(() -> Town.put(storehouse, account, "file", content(1000, 2)))
                .hasMessageContaining("too-few-suppliers");

        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(1000, 1));
    }

    @Test
    void letsEveryoneThroughInTheEndWhenGroupsAreMany() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 16; client++) {
            String folder = "client-" + client;
            clients.add(
                    () -> {
                        for (int round = 0; round < 10; round++) {
                            Town.put(storehouse, account, folder + "/" + round, content(5000, 3));
                            done.incrementAndGet();
                        }
                        return 0;
                    });
        }
        int swapsBefore = town.placement().swaps();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
        assertThat(done).hasValue(160);
        assertThat(account.resolve().catalogue().files()).isEqualTo(160);
        assertThat(town.placement().swaps() - swapsBefore).isLessThan(160);
    }
}
