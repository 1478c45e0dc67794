package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Precondition.Tags;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.town.TownPlacement.Trouble;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicasTest {

    @TempDir Path directory;
    private Town town;
    private Registered registered;
    private final List<Storehouse> houses = new ArrayList<>();
    private final List<OpenAccount> accounts = new ArrayList<>();

    @BeforeEach
    void openTwo() {
        town = new Town(4, directory);
        houses.add(town.storehouse());
        registered = houses.getFirst().register().register(Town.wish(4));
        houses.add(town.storehouse());
        houses.forEach(house -> accounts.add(Town.open(house, registered)));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Committed put(int house, String path, String content) {
        return Town.put(houses.get(house), accounts.get(house), path, bytes(content));
    }

    private String get(int house, String path) {
        return new String(
                Town.get(houses.get(house), accounts.get(house), path), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreeWhateverTheOrderOfTheirWrites(long seed) {
        Random random = new Random(seed);
        Map<String, String> expected = new TreeMap<>();
        for (int step = 0; step < 60; step++) {
            int house = random.nextInt(2);
            String path = "folder-" + random.nextInt(3) + "/file-" + random.nextInt(5);
            if (random.nextInt(4) == 0 && expected.containsKey(path)) {
                Town.delete(houses.get(house), accounts.get(house), path);
                expected.remove(path);
            } else {
                String content = "seed " + seed + " step " + step;
                Committed committed = put(house, path, content);
                assertThat(committed.before().isPresent())
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(expected.put(path, content) != null);
            }
        }
        for (int house = 0; house < 2; house++) {
            assertThat(contents(house)).as("seed %d house %d", seed, house).isEqualTo(expected);
        }
    }

    private Map<String, String> contents(int house) {
        Map<String, String> found = new TreeMap<>();
        Iterator<FileEntry> files =
                accounts.get(house).resolve().catalogue().below(FolderPath.ROOT);
        files.forEachRemaining(
                file -> found.put(file.path().value(), get(house, file.path().value())));
        return found;
    }

    @Test
    void loseNoWriteInAStorm() throws Exception {
        List<Callable<Committed>> writes = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            for (int round = 0; round < 6; round++) {
                int house = writer % 2;
                String path = "writer-" + writer + "/file-" + round;
                writes.add(() -> put(house, path, path));
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Committed> write : threads.invokeAll(writes)) {
                assertThat(write.get().before()).isEmpty();
            }
        }
        for (int house = 0; house < 2; house++) {
            Map<String, String> contents = contents(house);
            assertThat(contents).hasSize(96);
            contents.forEach((path, content) -> assertThat(content).isEqualTo(path));
        }
    }

    @Test
    void letOnlyOneCreateAFile() throws Exception {
        Precondition absent =
                new Precondition(Optional.empty(), Optional.of(new Tags(true, Set.of())));
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int writer = 0; writer < 12; writer++) {
            int house = writer % 2;
            byte[] content = bytes("writer " + writer);
            writes.add(() -> wins(house, content, absent));
        }
        int winners = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> write : threads.invokeAll(writes)) {
                winners += write.get() ? 1 : 0;
            }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(get(0, "the/file")).isEqualTo(get(1, "the/file"));
    }

    private boolean wins(int house, byte[] content, Precondition precondition) {
        try {
            Town.put(houses.get(house), accounts.get(house), "the/file", content, precondition);
            return true;
        } catch (Fault fault) {
            assertThat(fault.code()).isEqualTo(FaultCode.PRECONDITION_FAILED);
            return false;
        }
    }

    @Test
    void checkPreconditionsOnWhatTheOtherWrote() {
        put(0, "file", "one");
        String tag =
                put(1, "file", "two").after().map(file -> file.version().toString()).orElseThrow();
        Precondition match =
                new Precondition(Optional.of(new Tags(false, Set.of(tag))), Optional.empty());

        Town.put(houses.getFirst(), accounts.getFirst(), "file", bytes("three"), match);

        assertThat(get(1, "file")).isEqualTo("three");
        assertThatThrownBy(
                        () ->
                                Town.put(
                                        houses.get(1),
                                        accounts.get(1),
                                        "file",
                                        bytes("four"),
                                        match))
                .hasMessageContaining("precondition-failed");
    }

    @Test
    void refuseAFileWhereTheOtherHasAFolder() {
        put(0, "a/b", "file in a folder");

        assertThatThrownBy(() -> put(1, "a", "file")).hasMessageContaining("already-exists");
        assertThatThrownBy(() -> put(1, "a/b/c", "file")).hasMessageContaining("already-exists");
    }

    @Test
    void readOnWhilePlacementIsAwayAndWriteNothing() {
        put(0, "file", "one");
        town.placement().be(Trouble.AWAY);

        assertThat(get(0, "file")).isEqualTo("one");
        assertThat(get(1, "file")).as("known to the other only").isEqualTo("one");
        assertThatThrownBy(() -> put(0, "file", "two"))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.code()).isEqualTo(FaultCode.PLACEMENT_AWAY));

        town.placement().be(Trouble.NONE);
        assertThat(get(0, "file")).isEqualTo("one");
    }

    @Test
    void takeALostAnswerForWhatItWas() {
        town.placement().be(Trouble.LOSES_ANSWERS);

        Committed committed = put(0, "file", "one");

        assertThat(committed.before()).isEmpty();
        assertThat(get(1, "file")).isEqualTo("one");
    }

    @Test
    void nameTheirOpenNumberRangesInTheHead() {
        Map<String, String> expected = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            put(round % 2, "file-" + round, "round " + round);
            expected.put("file-" + round, "round " + round);
        }

        assertThat(contents(0)).isEqualTo(expected);
        assertThat(accounts.getFirst().resolve().head().openRanges()).hasSizeBetween(2, 3);
    }

    @Test
    void findNothingOfAFileThatOnlyHasAName() {
        assertThatThrownBy(
                        () ->
                                houses.getFirst()
                                        .download()
                                        .resolve(accounts.getFirst(), new FilePath("nothing")))
                .hasMessageContaining("file-not-found");
    }
}
