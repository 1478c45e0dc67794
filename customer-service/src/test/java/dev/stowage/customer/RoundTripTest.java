package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.run.RunCodec;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.fault.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {

    private static final int DESIRED = 1 << 20;
    private static final int MAXIMUM = 4 << 20;

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(8, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(4));
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    /// The bytes of a run and what it needs itself are together one more than the largest block.
    @Test
    void aFileAsLongAsTheLargestBlockIsTwoRuns() {
        int largest = 64 << 20;
        RegisterRequest wish =
                new RegisterRequest(
                        Town.PASSWORD, 1 << 30, 2, null, null, largest, largest, null, null);
        Storehouse roomy = town.storehouse(Town.bounds(1 << 30));
        OpenAccount owner = Town.register(roomy, wish);
        byte[] content = content(largest);
        Town.put(roomy, owner, "a/file", content);
        assertThat(Town.get(roomy, owner, "a/file")).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                (64 << 10) - 1,
                64 << 10,
                (64 << 10) + 1,
                DESIRED - RunCodec.OVERHEAD_BYTES,
                DESIRED - 1,
                DESIRED,
                DESIRED + 1,
                MAXIMUM - RunCodec.OVERHEAD_BYTES - 1,
                MAXIMUM - RunCodec.OVERHEAD_BYTES,
                MAXIMUM - RunCodec.OVERHEAD_BYTES + 1,
                MAXIMUM,
                MAXIMUM + 1,
                30 << 20
            })
    void givesBackWhatItGot(int length) {
        byte[] content = content(length);

        Committed committed = Town.put(storehouse, account, "some/file", content);

        assertThat(committed.before()).isEmpty();
        assertThat(Town.get(storehouse, account, "some/file")).isEqualTo(content);
        assertThat(Town.get(town.storehouse(), account, "some/file")).isEqualTo(content);
    }

    @Test
    void givesBackWhatCompresses() {
        byte[] content = new byte[9 << 20];
        Arrays.fill(content, (byte) 'a');

        Town.put(storehouse, account, "file", content);

        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content);
        assertThat(storehouse.space().space(account).used()).isLessThan(1 << 20);
    }

    @Test
    void givesAnyPartOfAFile() {
        byte[] content = content(11 << 20);
        Town.put(storehouse, account, "file", content);
        FileEntry file = storehouse.download().resolve(account, new FilePath("file"));
        Random random = new Random(1);
        for (int round = 0; round < 30; round++) {
            int from = random.nextInt(content.length);
            int to = from + 1 + random.nextInt(content.length - from);

            assertThat(Town.get(storehouse, account, file, from, to))
                    .as("bytes %d … %d", from, to)
                    .isEqualTo(Arrays.copyOfRange(content, from, to));
        }
    }

    @Test
    void replacesAFileAndForgetsTheOldOne() {
        Town.put(storehouse, account, "file", content(100));

        Committed committed = Town.put(storehouse, account, "file", content(5 << 20));

        assertThat(committed.before()).isPresent();
        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content(5 << 20));
        assertThat(account.resolve().catalogue().files()).isEqualTo(1);
    }

    @Test
    void deletesAFile() {
        Town.put(storehouse, account, "file", content(100));

        Town.delete(storehouse, account, "file");

        assertThatThrownBy(() -> Town.get(storehouse, account, "file"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("file-not-found");
        assertThatThrownBy(() -> Town.delete(storehouse, account, "file"))
                .hasMessageContaining("file-not-found");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13})
    void readsWithAsManySuppliersGoneAsTheLayoutTolerates(int suppliers) {
        Town wide = new Town(13, directory.resolve("wide"));
        try (wide) {
            Storehouse here = wide.storehouse();
            OpenAccount theirs = Town.register(here, Town.wish(suppliers));
            Town.put(here, theirs, "small", content(1000));
            Town.put(here, theirs, "large", content(9 << 20));
            Town.awaitDeliveries(here, theirs);
            int tolerance = theirs.layout().tolerance();
            for (int gone = 0; gone < tolerance; gone++) {
                wide.supplier(gone).vanish();
            }
            Storehouse elsewhere = wide.storehouse();

            assertThat(Town.get(elsewhere, theirs, "small")).isEqualTo(content(1000));
            assertThat(Town.get(elsewhere, theirs, "large")).isEqualTo(content(9 << 20));
        }
    }

    @Test
    void storesInAWholeGroup() {
        RegisterRequest wish =
                new RegisterRequest(Town.PASSWORD, 1 << 30, null, 0, null, null, null, null, null);
        OpenAccount theirs = Town.register(storehouse, wish);

        Town.put(storehouse, theirs, "large", content(9 << 20));

        assertThat(theirs.layout().carriers()).isEqualTo(8);
        assertThat(Town.get(storehouse, theirs, "large")).isEqualTo(content(9 << 20));
    }

    @Test
    void neverGivesWrongBytes() {
        Town.put(storehouse, account, "file", content(9 << 20));
        Town.awaitDeliveries(storehouse, account);
        for (int supplier = 0; supplier < 4; supplier++) {
            town.supplier(supplier).rot();
        }

        assertThatThrownBy(() -> Town.get(town.storehouse(), account, "file"))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("too-few-fragments");
    }
}
