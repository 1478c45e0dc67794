package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database in whose file one bit is another.
class FlippedDatabaseBitTest {

    private static final int SEEDS = Integer.getInteger("stowage.seeds", 1);
    private static final int FLIPS = 120;
    private static final int ROWS = 500;

    @TempDir Path directory;
    private Path file;
    private byte[] closed;
    private byte[] killed;
    private byte[] sealOfClosed;
    private byte[] sealOfKilled;
    private List<String> truth;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("facts");
        try (DurableDataSource dataSource = open(file)) {
            statement(
                    dataSource,
                    "create table fact (id int primary key, number int, content varchar(9000))");
            statement(dataSource, "create index fact_number on fact (number)");
            Random random = new Random(7);
            for (int id = 0; id < ROWS; id++) {
                put(dataSource, id % 400, random);
            }
        }
        try (DurableDataSource dataSource = open(file)) {
            for (int id = 0; id < 30; id++) {
                put(dataSource, id, new Random(id));
            }
            truth = facts(dataSource);
            killed = Files.readAllBytes(path(file));
            sealOfKilled = Files.readAllBytes(seal(file));
        }
        closed = Files.readAllBytes(path(file));
        sealOfClosed = Files.readAllBytes(seal(file));
    }

    @Test
    void isNeverReadAsIfItWereGoodAfterTheDatabaseWasClosed() throws Exception {
        flipEverywhere(closed, sealOfClosed);
    }

    @Test
    void isNeverReadAsIfItWereGoodAfterTheProcessWasKilled() throws Exception {
        flipEverywhere(killed, sealOfKilled);
    }

    /// H2 alone would open what was before.
    @Test
    void theNewestVersionIsMissedWhenItIsDamaged() throws Exception {
        CheckedFiles.register();
        Path copy = directory.resolve("copy");
        List<String> refusals = new ArrayList<>();
        for (int at = Prelude.BYTES + 2 * CheckedBlock.BLOCK_BYTES;
                at < closed.length;
                at += CheckedBlock.BYTES) {
            byte[] changed = closed.clone();
            changed[at] ^= 1;
            Files.write(path(copy), changed);
            Files.write(seal(copy), sealOfClosed);
            try {
                new Examination("checked:" + path(copy), path(copy)).run();
            } catch (SQLException refused) {
                refusals.add(refused.getMessage());
            }
        }
        assertThat(refusals)
                .allMatch(refusal -> refusal.contains("(damaged blocks: ["))
                .anyMatch(refusal -> refusal.contains("of its contents was durable"));
    }

    private void flipEverywhere(byte[] bytes, byte[] seal) throws Exception {
        assertThat(outcome(bytes, seal)).as("untouched").isNull();
        int refused = 0;
        int flips = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            double step = bytes.length / (double) FLIPS;
            for (int flip = 0; flip < FLIPS; flip++, flips++) {
                int at = Math.min(bytes.length - 1, (int) ((flip + random.nextDouble()) * step));
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                String refusal = outcome(changed, seal);
                refused += refusal == null ? 0 : 1;
                assertThat(refusal == null || refusal.contains("Nothing was changed"))
                        .as("seed %d, byte %d: %s", seed, at, refusal)
                        .isTrue();
            }
        }
        assertThat(refused).as("of %d flips", flips).isBetween(10, flips - 10);
    }

    /// @return how it was refused, null if all of the truth was read
    private @Nullable String outcome(byte[] bytes, byte[] seal) throws Exception {
        Path copy = directory.resolve("copy");
        Files.deleteIfExists(copy.resolveSibling("copy.mv.db.length"));
        Files.write(path(copy), bytes);
        Files.write(seal(copy), seal);
        try (DurableDataSource dataSource = open(copy)) {
            assertThat(facts(dataSource)).isEqualTo(truth);
            return null;
        } catch (SQLException refused) {
            assertThat(Files.readAllBytes(path(copy))).isEqualTo(bytes);
            return refused.getMessage();
        }
    }

    private static DurableDataSource open(Path file) throws SQLException {
        return DurableDataSource.open(DatabaseSettings.file(file));
    }

    private static Path path(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }

    private static Path seal(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db.seal");
    }

    private static void statement(DurableDataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void put(DurableDataSource dataSource, int id, Random random)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement merge =
                        connection.prepareStatement("merge into fact values (?, ?, ?)")) {
            merge.setInt(1, id);
            merge.setInt(2, random.nextInt(50));
            merge.setString(3, "f".repeat(random.nextInt(id % 20 == 0 ? 9000 : 200)));
            merge.executeUpdate();
        }
    }

    /// All rows, by both indexes.
    private static List<String> facts(DurableDataSource dataSource) throws SQLException {
        List<String> facts = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String order : List.of("id", "number, id")) {
                ResultSet rows =
                        statement.executeQuery(
                                "select id, number, content from fact order by " + order);
                while (rows.next()) {
                    facts.add(rows.getInt(1) + " " + rows.getInt(2) + " " + rows.getString(3));
                }
            }
        }
        return facts;
    }
}
