package dev.stowage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database whose file was cut while nobody had it open.
class TruncatedFileTest {

    private static final int NOTES = 300;

    @TempDir Path directory;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("facts.mv.db");
        try (Database database = open()) {
            for (int id = 0; id < NOTES; id++) {
                insert(database, id);
            }
        }
        whole = Files.readAllBytes(file);
    }

    private Database open() throws SQLException {
        return Database.open(directory.resolve("facts"), "db/example");
    }

    private static void insert(Database database, long id) {
        database.client()
                .sql("insert into note (id, content) values (?, ?)")
                .params(id, "note " + id)
                .update();
    }

    private static int count(Database database) {
        return database.client().sql("select count(*) from note").query(Integer.class).single();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999})
    void isRefusedLeftAsItIsAndAllIsThereWhenItIsWholeAgain(double part) throws Exception {
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));
        Files.write(file, cut);

        assertThatThrownBy(this::open)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Nothing was changed");
        assertThat(Files.readAllBytes(file)).isEqualTo(cut);

        Files.write(file, whole);
        try (Database database = open()) {
            assertThat(count(database)).isEqualTo(NOTES);
        }
    }

    @Test
    void aFileThatIsGoneIsNotMadeAnew() throws Exception {
        Files.delete(file);

        assertThatThrownBy(this::open).hasMessageContaining("is gone or empty");
        assertThat(file).doesNotExist();
    }

    @Test
    void afterACrashAFileMustBeThere() throws Exception {
        Path crashed = directory.resolve("crashed.mv.db");
        try (Database database = open()) {
            insert(database, NOTES);
            Files.copy(file, crashed);
            Files.copy(
                    directory.resolve("facts.mv.db.length"),
                    directory.resolve("crashed.mv.db.length"));
        }
        try (Database database = Database.open(directory.resolve("crashed"), "db/example")) {
            assertThat(count(database)).isEqualTo(NOTES + 1);
        }

        Files.write(crashed, new byte[0]);
        assertThatThrownBy(() -> Database.open(directory.resolve("crashed"), "db/example"))
                .hasMessageContaining("is gone or empty");
    }

    @Test
    void whoMeansItDeletesTheMark() throws Exception {
        Files.delete(file);
        Files.delete(directory.resolve("facts.mv.db.length"));

        try (Database database = open()) {
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void aFileThatGrewIsOpened() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Database database = open()) {
                insert(database, 1000 + round);
            }
        }
        try (Database database = open()) {
            assertThat(count(database)).isEqualTo(NOTES + 3);
        }
    }
}
