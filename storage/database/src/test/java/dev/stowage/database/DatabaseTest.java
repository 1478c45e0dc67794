package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;

class DatabaseTest {

    @TempDir Path directory;

    @Test
    void keepsWhatWasWrittenWhenItIsOpenedAgain() throws Exception {
        try (Database database = open()) {
            write(database, 7);
        }
        try (Database database = open()) {
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void forgetsWhatWasRolledBack() throws Exception {
        try (Database database = open()) {
            database.writing()
                    .executeWithoutResult(
                            status -> {
                                insert(database, 1);
                                status.setRollbackOnly();
                            });
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void aTransactionThatFailsHalfwayLeavesNothingBehind() throws Exception {
        try (Database database = open()) {
            write(database, 7);
            assertThatThrownBy(() -> write(database, 6, 7))
                    .isInstanceOf(DuplicateKeyException.class);
            write(database, 8, 9);
        }
        try (Database database = open()) {
            assertThat(ids(database)).containsExactly(7L, 8L, 9L);
        }
    }

    @Test
    void refusesAFileThatIsOpenAlready() throws Exception {
        DatabaseSettings otherName =
                new DatabaseSettings("jdbc:h2:checked:" + directory.resolve("facts"), "sa", "", 1);
        try (Database _ = open()) {
            assertThatThrownBy(() -> DurableDataSource.open(otherName))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void everyCommitIsOnTheDiskWhenItReturns() throws Exception {
        ForcedFiles.register();
        DatabaseSettings settings = forced();
        try (Database database = Database.open(settings, "db/example")) {
            for (int id = 0; id < 20; id++) {
                write(database, id);
                assertThat(countAfterPowerFailure(id)).isEqualTo(id + 1);
            }
        }
    }

    @Test
    void everyAutomaticCommitIsOnTheDiskToo() throws Exception {
        ForcedFiles.register();
        try (DurableDataSource dataSource = DurableDataSource.open(forced());
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (id bigint primary key, content varchar(10))");
            statement.executeUpdate("insert into note values (1, 'one')");
            assertThat(countAfterPowerFailure(0)).isEqualTo(1);
        }
    }

    @Test
    void readingCostsNoFlush() throws Exception {
        ForcedFiles.register();
        try (Database database = Database.open(forced(), "db/example")) {
            write(database, 1);
            int flushes = ForcedFiles.diskOf(directory.resolve("facts")).flushes();
            for (int i = 0; i < 10; i++) {
                assertThat(count(database)).isEqualTo(1);
            }
            assertThat(ForcedFiles.diskOf(directory.resolve("facts")).flushes()).isEqualTo(flushes);
        }
    }

    @Test
    void theFileStaysSmallHoweverOftenItIsWritten() throws Exception {
        try (Database database = open()) {
            for (int i = 0; i < 600; i++) {
                rewrite(database, i % 10, "x".repeat(900) + i);
            }
            assertThat(Files.size(directory.resolve("facts.mv.db"))).isLessThan(4 << 20);
        }
    }

    private static void rewrite(Database database, long id, String content) {
        database.client()
                .sql("merge into note (id, content) values (?, ?)")
                .params(id, content)
                .update();
    }

    @Test
    void commitsThatWaitTogetherAllArrive() throws Exception {
        try (Database database = open();
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<? extends Future<?>> writes =
                    LongStream.range(0, 200)
                            .mapToObj(id -> threads.submit(() -> write(database, id)))
                            .toList();
            for (Future<?> write : writes) {
                write.get();
            }
            assertThat(count(database)).isEqualTo(200);
        }
    }

    @Test
    void survivesThreadsThatAreInterrupted() throws Exception {
        try (Database database = open()) {
            for (int id = 0; id < 50; id++) {
                long number = id;
                Thread writer = Thread.ofPlatform().start(() -> writeInterrupted(database, number));
                writer.join();
            }
            write(database, 1000);
            assertThat(count(database)).isGreaterThan(0);
        }
    }

    private static void writeInterrupted(Database database, long id) {
        Thread.currentThread().interrupt();
        try {
            write(database, id);
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessageNotContaining("closed");
        }
    }

    private Database open() throws SQLException {
        return Database.open(directory.resolve("facts"), "db/example");
    }

    private DatabaseSettings forced() {
        return new DatabaseSettings(
                "jdbc:h2:checked:forced:" + directory.resolve("facts"), "sa", "", 4);
    }

    private long countAfterPowerFailure(int attempt) throws Exception {
        Path image = directory.resolve("after-" + attempt);
        byte[] bytes =
                ForcedFiles.diskOf(directory.resolve("facts"))
                        .afterPowerFailure(new Random(attempt));
        Files.write(Path.of(image + ".mv.db"), bytes);
        try (DurableDataSource dataSource = DurableDataSource.open(DatabaseSettings.file(image))) {
            return Writer.count(dataSource);
        }
    }

    private static void write(Database database, long... ids) {
        database.writing()
                .executeWithoutResult(_ -> LongStream.of(ids).forEach(id -> insert(database, id)));
    }

    private static void insert(Database database, long id) {
        database.client()
                .sql("insert into note (id, content) values (?, ?)")
                .params(id, "note " + id)
                .update();
    }

    private static long count(Database database) {
        return ids(database).size();
    }

    private static List<Long> ids(Database database) {
        return database.reading()
                .execute(
                        _ ->
                                database.client()
                                        .sql("select id from note order by id")
                                        .query(Long.class)
                                        .list());
    }
}
