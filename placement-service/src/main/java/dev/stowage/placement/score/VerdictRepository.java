package dev.stowage.placement.score;

import dev.stowage.protocol.placement.SupplierId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/// Verdicts in the database, one row for each pair of auditor and audited.
final class VerdictRepository {

    private final JdbcOperations database;

    VerdictRepository(JdbcOperations database) {
        this.database = database;
    }

    /// By the audited supplier.
    Map<SupplierId, List<Verdict>> all() {
        Map<SupplierId, List<Verdict>> all = new HashMap<>();
        database.query(
                "select * from verdict",
                row -> {
                    all.computeIfAbsent(
                                    new SupplierId(row.getObject("supplier", UUID.class)),
                                    _ -> new ArrayList<>())
                            .add(read(row));
                });
        return all;
    }

    List<Verdict> of(SupplierId supplier) {
        return database.query(
                "select * from verdict where supplier = ?",
                (row, _) -> read(row),
                supplier.value());
    }

    private static Verdict read(ResultSet row) throws SQLException {
        return new Verdict(
                new SupplierId(row.getObject("auditor", UUID.class)),
                row.getLong("audits"),
                row.getLong("failed"),
                row.getDouble("latency_millis"));
    }

    void save(SupplierId supplier, Verdict verdict, Instant now) {
        Object[] values = {
            verdict.audits(),
            verdict.failed(),
            verdict.latencyMillis(),
            now.atOffset(ZoneOffset.UTC),
            supplier.value(),
            verdict.auditor().value()
        };
        int known =
                database.update(
                        "update verdict set audits = ?, failed = ?, latency_millis = ?, last_at = ?"
                                + " where supplier = ? and auditor = ?",
                        values);
        if (known == 0) {
            database.update(
                    "insert into verdict (audits, failed, latency_millis, last_at, supplier,"
                            + " auditor) values (?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    /// Leaves only the verdicts of the auditors that audited a supplier last.
    void keepNewest(SupplierId supplier, int most) {
        database.update(
                "delete from verdict where supplier = ? and auditor not in (select auditor from"
                        + " verdict where supplier = ? order by last_at desc, auditor limit ?)",
                supplier.value(),
                supplier.value(),
                most);
    }
}
