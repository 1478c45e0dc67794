package dev.stowage.placement.event;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.EventView;
import dev.stowage.protocol.placement.SupplierId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/// The events in the database, in the order of their numbers.
final class EventRepository {

    private final JdbcClient client;

    EventRepository(JdbcClient client) {
        this.client = client;
    }

    /// @return its number
    long add(Instant now, Event event) {
        SupplierId supplier = event.supplier();
        CarrierId carrier = event.carrier();
        AccountNumber account = event.account();
        KeyHolder number = new GeneratedKeyHolder();
        int _ =
                client.sql(
                                "insert into event (happened_at, kind, supplier, volume, carrier, account, detail) values (?, ?, ?, ?, ?, ?, ?)")
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(event.kind().name())
                        .param(or(Types.OTHER, supplier == null ? null : supplier.value()))
                        .param(or(Types.OTHER, event.volume()))
                        .param(or(Types.BIGINT, carrier == null ? null : carrier.value()))
                        .param(or(Types.BIGINT, account == null ? null : account.value()))
                        .param(event.detail())
                        .update(number, "number");
        return Objects.requireNonNull(number.getKey()).longValue();
    }

    private static Object or(int type, @Nullable Object value) {
        return value == null ? new SqlParameterValue(type, null) : value;
    }

    void removeUpTo(long number) {
        int _ = client.sql("delete from event where number <= ?").param(number).update();
    }

    List<EventView> after(@Nullable AccountNumber account, long after, int limit) {
        String where = account == null ? "" : "account = :account and ";
        return client.sql(
                        "select * from event where "
                                + where
                                + "number > :after order by number limit :limit")
                .param("account", account == null ? null : account.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static EventView read(ResultSet row) throws SQLException {
        UUID supplier = row.getObject("supplier", UUID.class);
        Long carrier = row.getObject("carrier", Long.class);
        Long account = row.getObject("account", Long.class);
        return new EventView(
                row.getLong("number"),
                EventKind.valueOf(row.getString("kind")),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                supplier == null ? null : new SupplierId(supplier),
                row.getObject("volume", UUID.class),
                carrier == null ? null : new CarrierId(carrier),
                account == null ? null : new AccountNumber(account),
                row.getString("detail"));
    }
}
