package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PowerFailureTest {

    private static final int SEEDS = Integer.getInteger("stowage.seeds", 20);
    private static final int ROWS = 40;
    private static final int COMMITS = 150;
    private static final int WRITES_BETWEEN_FAILURES = 40;

    @TempDir Path directory;

    /// A moment at which the power failed.
    ///
    /// @param committed number of the last commit that had returned
    private record Failure(Path image, int committed) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasCommittedIsThereWheneverThePowerFails(long seed) throws Exception {
        List<Failure> failures = writeAndFail(new Random(seed));
        assertThat(failures).as("seed %d", seed).hasSizeGreaterThan(3);
        for (Failure failure : failures) {
            assertThat(values(failure.image))
                    .as("seed %d, %s", seed, failure)
                    .allSatisfy(
                            (row, value) ->
                                    assertThat(value).isGreaterThanOrEqualTo(due(row, failure)));
        }
    }

    /// The number of the last commit that had returned and changed this row.
    private static int due(int row, Failure failure) {
        int last = failure.committed - Math.floorMod(failure.committed - row, ROWS);
        return Math.max(0, last);
    }

    private List<Failure> writeAndFail(Random random) throws Exception {
        ForcedFiles.register();
        Path file = directory.resolve("facts");
        List<Failure> failures = new ArrayList<>();
        try (DurableDataSource dataSource =
                DurableDataSource.open(
                        new DatabaseSettings("jdbc:h2:checked:forced:" + file, "sa", "", 2))) {
            begin(dataSource);
            FailingDisk disk = ForcedFiles.diskOf(file);
            int[] committed = {0};
            int[] writes = {0};
            disk.onWrite(
                    () -> {
                        if (++writes[0] % WRITES_BETWEEN_FAILURES == 0) {
                            failures.add(fail(disk, random, failures.size(), committed[0]));
                        }
                    });
            for (int commit = 1; commit <= COMMITS; commit++) {
                write(dataSource, commit, random);
                committed[0] = commit;
            }
            disk.onWrite(() -> {});
        }
        return failures;
    }

    private Failure fail(FailingDisk disk, Random random, int number, int committed) {
        try {
            Path image = directory.resolve("failure-" + number);
            Files.write(Path.of(image + ".mv.db"), disk.afterPowerFailure(random));
            Files.copy(directory.resolve("facts.mv.db.seal"), Path.of(image + ".mv.db.seal"));
            return new Failure(image, committed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void begin(DurableDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table fact (id int primary key, number int, content varchar(5000))");
            statement.execute(
                    "insert into fact select x, 0, '' from system_range(0, %d)"
                            .formatted(ROWS - 1));
        }
    }

    private static void write(DurableDataSource dataSource, int commit, Random random)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "update fact set number = ?, content = ? where id = ?")) {
            connection.setAutoCommit(false);
            update.setInt(1, commit);
            update.setString(2, "x".repeat(random.nextInt(5000)));
            update.setInt(3, commit % ROWS);
            update.executeUpdate();
            connection.commit();
        }
    }

    private static Map<Integer, Integer> values(Path image) throws SQLException {
        Map<Integer, Integer> values = new HashMap<>();
        try (DurableDataSource dataSource = DurableDataSource.open(DatabaseSettings.file(image));
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id, number from fact")) {
            while (result.next()) {
                values.put(result.getInt(1), result.getInt(2));
            }
        }
        assertThat(values).hasSize(ROWS);
        return values;
    }
}
