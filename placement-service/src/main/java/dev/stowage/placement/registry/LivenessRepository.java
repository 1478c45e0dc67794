package dev.stowage.placement.registry;

import dev.stowage.placement.registry.Liveness.Life;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/// The lives of suppliers in the database.
final class LivenessRepository {

    private static final String KNOWN =
            """
            update liveness
            set silent_millis = ?, alive_seconds = ?, counted_seconds = ?, lived_seconds = ?
            where supplier = ?
            """;

    private static final String UNKNOWN =
            """
            insert into liveness (silent_millis, alive_seconds, counted_seconds, lived_seconds,
                                  supplier)
            values (?, ?, ?, ?, ?)
            """;

    private final JdbcOperations database;

    LivenessRepository(JdbcOperations database) {
        this.database = database;
    }

    Map<SupplierId, Life> all() {
        Map<SupplierId, Life> lives = new HashMap<>();
        database.query(
                "select * from liveness",
                row -> {
                    lives.put(
                            new SupplierId(row.getObject("supplier", UUID.class)),
                            new Life(
                                    Duration.ofMillis(row.getLong("silent_millis")),
                                    new Uptime(
                                            row.getDouble("alive_seconds"),
                                            row.getDouble("counted_seconds"),
                                            row.getDouble("lived_seconds"))));
                });
        return lives;
    }

    void save(Map<SupplierId, Life> lives) {
        List<Object[]> rows = new ArrayList<>();
        lives.forEach((supplier, life) -> rows.add(row(supplier, life)));
        int[] known = database.batchUpdate(KNOWN, rows);
        List<Object[]> unknown = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == 0) {
                unknown.add(rows.get(i));
            }
        }
        database.batchUpdate(UNKNOWN, unknown);
    }

    private static Object[] row(SupplierId supplier, Life life) {
        Uptime uptime = life.uptime();
        return new Object[] {
            life.silence().toMillis(),
            uptime.aliveSeconds(),
            uptime.countedSeconds(),
            uptime.livedSeconds(),
            supplier.value()
        };
    }
}
