package dev.stowage.supplier.join;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Joined;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// The membership in the supplier's database: one row. Changes are durable when they return.
public final class MembershipRepository {

    private final Database database;
    private final JdbcClient client;

    public MembershipRepository(Database database) {
        this.database = database;
        this.client = database.client();
    }

    /// The row as it stands.
    ///
    /// @param volume the volume's id if this is the first time
    MembershipRow open(UUID volume) {
        return find().orElseGet(() -> begin(volume));
    }

    private Optional<MembershipRow> find() {
        return database.reading()
                .execute(
                        _ ->
                                client.sql("select * from membership")
                                        .query((row, _) -> read(row))
                                        .optional());
    }

    private static MembershipRow read(ResultSet row) throws SQLException {
        return new MembershipRow(
                row.getObject("volume", UUID.class), readJoined(row), row.getString("assignments"));
    }

    private static @Nullable Joined readJoined(ResultSet row) throws SQLException {
        UUID service = row.getObject("service", UUID.class);
        if (service == null) {
            return null;
        }
        Long owner = row.getObject("owner", Long.class);
        return new Joined(
                service,
                row.getString("certificate"),
                VerifyingKey.valueOf(row.getString("placement_key")),
                owner == null ? null : new AccountNumber(owner),
                row.getString("zone"));
    }

    private MembershipRow begin(UUID volume) {
        change(client.sql("insert into membership (id, volume) values (1, ?)").param(volume));
        return new MembershipRow(volume, null, null);
    }

    void save(Joined joined) {
        AccountNumber owner = joined.owner();
        change(
                client.sql(
                                """
                                update membership
                                set service = :service, certificate = :certificate,
                                    placement_key = :placementKey, owner = :owner, zone = :zone
                                """)
                        .param("service", joined.service())
                        .param("certificate", joined.certificate())
                        .param("placementKey", joined.placementKey().toString())
                        .param("owner", owner == null ? null : owner.value())
                        .param("zone", joined.zone()));
    }

    void save(String assignments) {
        change(client.sql("update membership set assignments = ?").param(assignments));
    }

    private void change(StatementSpec statement) {
        database.writing()
                .executeWithoutResult(
                        _ -> {
                            int rows = statement.update();
                            if (rows != 1) {
                                throw new IllegalStateException(
                                        "the membership is one row, got " + rows);
                            }
                        });
    }
}
