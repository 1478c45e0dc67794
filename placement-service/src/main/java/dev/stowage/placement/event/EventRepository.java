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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    /// 0 if there is none.
    long newest() {
        return number(client.sql("select coalesce(max(number), 0) from event"));
    }

    /// The highest number among first … last of what happened until then; 0 if there is none.
    long newest(long first, long last, Instant until) {
        return number(
                client.sql(
                                "select coalesce(max(number), 0) from event where number between ? and ? and happened_at <= ?")
                        .params(first, last, until.atOffset(ZoneOffset.UTC)));
    }

    /// 2^63-1 if none follows.
    long firstAfter(long after) {
        return number(
                client.sql("select coalesce(min(number), ?) from event where number > ?")
                        .params(Long.MAX_VALUE, after));
    }

    private static long number(JdbcClient.StatementSpec statement) {
        return statement.query(Long.class).single();
    }

    /// Events after one up to another, of an account and of none.
    List<EventView> concerning(AccountNumber account, long after, long upTo) {
        return client.sql(
                        "select * from event where number > ? and number <= ? and (account is null or account = ?) order by number")
                .params(after, upTo, account.value())
                .query((row, _) -> read(row))
                .list();
    }

    Set<SupplierId> lastKnownAs(EventKind kind, EventKind until) {
        Set<SupplierId> suppliers = new HashSet<>();
        client.sql(
                        "select supplier, kind from event where kind in (?, ?) and supplier is not null order by number")
                .params(kind.name(), until.name())
                .query(
                        row -> {
                            SupplierId supplier =
                                    new SupplierId(row.getObject("supplier", UUID.class));
                            boolean _ =
                                    kind.name().equals(row.getString("kind"))
                                            ? suppliers.add(supplier)
                                            : suppliers.remove(supplier);
                        });
        return suppliers;
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
