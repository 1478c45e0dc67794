package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.database.DatabaseSettings;
import dev.stowage.database.DurableDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;

/// Placement's own tables and indexes in a file of which one bit is another.
class DamagedDatabaseTest {

    private static final int FLIPS = 60 * Integer.getInteger("stowage.seeds", 1);

    /// Every row of every table, by its primary key and by whatever other index there is.
    private static final List<String> EVERYTHING =
            List.of(
                    "select * from service order by id",
                    "select * from service order by verifying_key",
                    "select * from volume order by id",
                    "select * from volume order by supplier, id",
                    "select * from carrier order by id",
                    "select * from carrier order by volume, id",
                    "select * from account order by number",
                    "select * from account order by reserved_until, number",
                    "select * from head order by account",
                    "select * from closing order by account",
                    "select * from operator_action order by id",
                    "select * from claim order by account",
                    "select * from claim order by level, carrier_group, account",
                    "select * from former order by carrier",
                    "select * from rebuild order by number",
                    "select * from rebuild order by account, number",
                    "select * from rebuild_carrier order by rebuild",
                    "select * from event order by number",
                    "select * from finding order by id",
                    "select * from finding order by account, block, carrier_group, position",
                    "select * from finding order by last_seen, id");

    @TempDir Path directory;

    @Test
    void placementReadsTheTruthOrDoesNotStart() throws Exception {
        Path file = directory.resolve("placement");
        Random random = new Random(5);
        try (TestDatabase database = TestDatabase.open(file)) {
            fill(database.statements(), random);
        }
        byte[] bytes = Files.readAllBytes(path(file));
        Files.copy(directory.resolve("placement.mv.db.seal"), directory.resolve("copy.mv.db.seal"));
        List<String> truth = new ArrayList<>();
        assertThat(read(bytes, truth)).isNull();
        assertThat(truth).hasSizeGreaterThan(2_000);

        int refused = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            int bit = (int) ((flip + random.nextDouble()) * 8 * bytes.length / FLIPS);
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            List<String> found = new ArrayList<>();
            String refusal = read(changed, found);
            if (refusal == null) {
                assertThat(found).as("bit %d", bit).isEqualTo(truth);
            } else {
                refused++;
                assertThat(refusal).as("bit %d", bit).contains("Nothing was changed");
            }
        }
        assertThat(refused).as("of %d flips", FLIPS).isGreaterThan(FLIPS / 10);
    }

    private @Nullable String read(byte[] bytes, List<String> found) throws Exception {
        Path copy = directory.resolve("copy");
        Files.deleteIfExists(directory.resolve("copy.mv.db.length"));
        Files.write(path(copy), bytes);
        try (DurableDataSource dataSource = DurableDataSource.open(DatabaseSettings.file(copy))) {
            JdbcOperations statements = new JdbcTemplate(dataSource);
            for (String query : EVERYTHING) {
                statements.query(
                        query,
                        row -> {
                            StringBuilder line = new StringBuilder();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                Object value = row.getObject(i);
                                line.append(value instanceof byte[] b ? hex(b) : value).append(' ');
                            }
                            found.add(line.toString());
                        });
            }
            return null;
        } catch (SQLException refused) {
            return refused.getMessage();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Path path(Path file) {
        return file.resolveSibling(file.getFileName() + ".mv.db");
    }

    private static void fill(JdbcOperations statements, Random random) {
        Timestamp now = Timestamp.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (int supplier = 0; supplier < 20; supplier++) {
            UUID service = new UUID(random.nextLong(), random.nextLong());
            UUID volume = new UUID(random.nextLong(), random.nextLong());
            statements.update(
                    "insert into service (id, role, verifying_key, zone, joined_at) values (?, 'SUPPLIER', ?, ?, ?)",
                    service,
                    "key " + random.nextLong(),
                    "zone " + supplier % 3,
                    now);
            statements.update(
                    "insert into volume values (?, ?, 8000000000, 0, 0, 1)", volume, service);
            for (int carrier = 0; carrier < 8; carrier++) {
                statements.update(
                        "insert into carrier values (?, 0, ?)", 8L * supplier + carrier, volume);
                statements.update(
                        "insert into former values (?, 0, ?, ?, -1, null)",
                        8L * supplier + carrier,
                        volume,
                        now);
            }
        }
        byte[] head = new byte[700];
        for (int account = 0; account < 150; account++) {
            statements.update(
                    "insert into account values (?, ?, 8, 1, 1000000, ?, 1, null, null, null, null)",
                    account,
                    "key " + random.nextLong(),
                    account % 2 == 0 ? null : now);
            statements.update("insert into claim values (?, 0, 8, 1, ?)", account, now);
            random.nextBytes(head);
            statements.update("insert into head values (?, ?, ?)", account, account, head);
        }
        for (int i = 0; i < 400; i++) {
            statements.update(
                    "insert into operator_action (happened_at, action, detail) values (?, 'act', ?)",
                    now,
                    "detail " + random.nextLong());
            statements.update(
                    "insert into finding (account, block, carrier_group, position, carrier, kind, first_seen, last_seen, times) values (?, ?, 8, 1, 9, 'CORRUPT', ?, ?, 1)",
                    i % 50,
                    i,
                    now,
                    now);
        }
    }
}
