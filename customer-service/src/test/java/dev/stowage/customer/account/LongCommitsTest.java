package dev.stowage.customer.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.format.account.Chain;
import dev.stowage.protocol.customer.Registered;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongCommitsTest {

    private static final int FILES = 4_000;
    private static final byte[] CONTENT = {1};

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private Registered registered;
    private OpenAccount account;

    @BeforeEach
    void storeManyFilesAtOnce() throws InterruptedException {
        town = new Town(4, directory);
        storehouse = town.storehouse();
        registered = storehouse.register().register(Town.wish(4));
        account = Town.open(storehouse, registered);
        CountDownLatch begun = new CountDownLatch(FILES);
        town.supplier(0).be(() -> await(begun));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int file = 0; file < FILES; file++) {
                String path = "folder-%d/file-%d".formatted(file % 97, file);
                threads.submit(
                        () -> {
                            begun.countDown();
                            return Town.put(storehouse, account, path, CONTENT);
                        });
            }
        }
        Town.awaitDeliveries(storehouse, account);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    @Test
    void areReadInFewerRequestsThanTheyHaveBlocks() {
        Chain chain = account.known().file().chain();
        AtomicInteger calls = new AtomicInteger();
        town.supplier(1).be(calls::incrementAndGet);

        OpenAccount elsewhere = Town.open(town.storehouse(), registered);

        assertThat(elsewhere.known().catalogue().files()).isEqualTo(FILES);
        assertThat(chain.deltaLinks()).isGreaterThan(8);
        assertThat(calls.get()).isLessThan(chain.deltaLinks());
    }

    @Test
    void areReadWithAsManySuppliersGoneAsMayBe() {
        town.supplier(0).vanish();
        town.supplier(2).vanish();

        OpenAccount elsewhere = Town.open(town.storehouse(), registered);

        assertThat(elsewhere.known().catalogue().files()).isEqualTo(FILES);
    }
}
