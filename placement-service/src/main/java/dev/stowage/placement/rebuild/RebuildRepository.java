package dev.stowage.placement.rebuild;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.rebuild.KeptRebuild.Work;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.SupplierId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/// The rebuilds in the database.
final class RebuildRepository {

    private static final SqlParameterValue NOBODY = new SqlParameterValue(Types.OTHER, null);
    private static final SqlParameterValue NO_TEXT = new SqlParameterValue(Types.VARCHAR, null);

    /// Which may be leased: nobody is at them, their time has come, and the supplier has not called
    /// them done but long ago.
    private static final String DUE =
            """
            ended_at is null and not_before <= :now
                and (rebuilder is null or leased_until <= :now)
                and (done_by is null or done_by <> :supplier or done_at <= :alone)
            """;

    private final JdbcClient client;

    RebuildRepository(JdbcClient client) {
        this.client = client;
    }

    /// Within a transaction: those of the accounts that exist, which are not gone before its end.
    Set<Long> hold(Collection<Long> accounts) {
        return accounts.isEmpty()
                ? Set.of()
                : new HashSet<>(
                        client.sql(
                                        "select number from account where number in (:accounts) order by number for update")
                                .param("accounts", accounts)
                                .query((row, _) -> row.getLong("number"))
                                .list());
    }

    void add(UUID id, Wish wish, BlockSpan span, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        int _ =
                client.sql(
                                """
                                insert into rebuild (id, account, carrier_group, first_block, last_block,
                                    reason, created_at, spare, outdated, attempts, not_before,
                                    wanted, impossible, rebuilt, bytes_rebuilt, bytes_read,
                                    lease_rebuilt, lease_bytes_rebuilt, lease_bytes_read)
                                values (?, ?, ?, ?, ?, ?, ?, ?, false, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0)
                                """)
                        .params(
                                id,
                                wish.account().value(),
                                wish.group().bits(),
                                span.first(),
                                span.last(),
                                wish.reason(),
                                utc(now),
                                wish.spare(),
                                utc(wish.notBefore()))
                        .update(key, "number");
        addCarrier(Objects.requireNonNull(key.getKey()).longValue(), wish.carrier());
    }

    void addCarrier(long number, CarrierId carrier) {
        int _ =
                client.sql("insert into rebuild_carrier (rebuild, carrier) values (?, ?)")
                        .params(number, carrier.value())
                        .update();
    }

    /// It is about more than before: who has it on lease does not know.
    void widen(KeptRebuild rebuild, BlockSpan span, Wish wish) {
        int _ =
                client.sql(
                                """
                                update rebuild set first_block = ?, last_block = ?, attempts = 0,
                                    spare = least(spare, ?), not_before = least(not_before, ?),
                                    outdated = (rebuilder is not null), done_by = null
                                where number = ?
                                """)
                        .params(
                                span.first(),
                                span.last(),
                                wish.spare(),
                                utc(wish.notBefore()),
                                rebuild.number())
                        .update();
    }

    List<KeptRebuild> open(AccountNumber account, CarrierGroup group) {
        return withCarriers(
                client.sql(
                                "select * from rebuild where account = ? and carrier_group = ? and ended_at is null order by first_block, number")
                        .params(account.value(), group.bits())
                        .query((row, _) -> new Row(row))
                        .list());
    }

    /// Whether there is any of those that [#due] tells.
    boolean isAnyDue(SupplierId supplier, Instant now, Instant alone) {
        return client.sql("select exists (select 1 from rebuild where %s)".formatted(DUE))
                .param("now", utc(now))
                .param("supplier", supplier.value())
                .param("alone", utc(alone))
                .query(Boolean.class)
                .single();
    }

    /// Those that nobody is at, in the order in which they are to be leased. What a supplier calls
    /// done is not for it for a while.
    ///
    /// @param alone when that while began that is over now
    List<KeptRebuild> due(SupplierId supplier, Instant now, Instant alone, int most) {
        return withCarriers(
                client.sql(
                                """
                                select * from rebuild where %s
                                order by spare, last_block desc, number fetch first %d rows only
                                """
                                        .formatted(DUE, most))
                        .param("now", utc(now))
                        .param("supplier", supplier.value())
                        .param("alone", utc(alone))
                        .query((row, _) -> new Row(row))
                        .list());
    }

    /// When the next one is due, or was; empty if none is open.
    Optional<Instant> nextDue(Instant now) {
        return client.sql(
                        """
                        select min(case when rebuilder is null or leased_until <= :now
                            then not_before else leased_until end) as next_due
                        from rebuild where ended_at is null
                        """)
                .param("now", utc(now))
                .query((row, _) -> Optional.ofNullable(Row.instant(row, "next_due")))
                .single();
    }

    void lease(KeptRebuild rebuild, SupplierId supplier, Instant until) {
        int _ =
                client.sql(
                                """
                                update rebuild set rebuilder = ?, leased_until = ?, outdated = false,
                                    lease_rebuilt = 0, lease_bytes_rebuilt = 0, lease_bytes_read = 0
                                where number = ?
                                """)
                        .params(supplier.value(), utc(until), rebuild.number())
                        .update();
    }

    Optional<KeptRebuild> find(UUID id) {
        return withCarriers(
                        client.sql("select * from rebuild where id = ?")
                                .param(id)
                                .query((row, _) -> new Row(row))
                                .list())
                .stream()
                .findFirst();
    }

    void note(KeptRebuild rebuild, RebuildProgress progress) {
        Work told = Work.of(progress);
        Work done = rebuild.done().plus(told, rebuild.told());
        String trouble = progress.trouble();
        int _ =
                client.sql(
                                """
                                update rebuild set wanted = ?, impossible = ?,
                                    rebuilt = ?, bytes_rebuilt = ?, bytes_read = ?,
                                    lease_rebuilt = ?, lease_bytes_rebuilt = ?, lease_bytes_read = ?,
                                    trouble = ?
                                where number = ?
                                """)
                        .params(
                                progress.wanted(),
                                progress.impossible(),
                                done.rebuilt(),
                                done.bytesRebuilt(),
                                done.bytesRead(),
                                told.rebuilt(),
                                told.bytesRebuilt(),
                                told.bytesRead(),
                                trouble == null ? NO_TEXT : trouble,
                                rebuild.number())
                        .update();
    }

    void extend(KeptRebuild rebuild, Instant until) {
        int _ =
                client.sql("update rebuild set leased_until = ? where number = ?")
                        .params(utc(until), rebuild.number())
                        .update();
    }

    void giveBack(KeptRebuild rebuild, int attempts, Instant notBefore) {
        int _ =
                client.sql(
                                "update rebuild set rebuilder = ?, outdated = false, done_by = null, attempts = ?, not_before = ? where number = ?")
                        .params(NOBODY, attempts, utc(notBefore), rebuild.number())
                        .update();
    }

    /// Another supplier is to look, too.
    void doneBy(KeptRebuild rebuild, SupplierId supplier, Instant now) {
        int _ =
                client.sql(
                                "update rebuild set rebuilder = ?, done_by = ?, done_at = ?, attempts = 0 where number = ?")
                        .params(NOBODY, supplier.value(), utc(now), rebuild.number())
                        .update();
    }

    void end(KeptRebuild rebuild, Instant now) {
        int _ =
                client.sql("update rebuild set ended_at = ?, rebuilder = ? where number = ?")
                        .params(utc(now), NOBODY, rebuild.number())
                        .update();
    }

    List<KeptRebuild> after(@Nullable AccountNumber account, long after, int limit) {
        String where = account == null ? "" : "account = :account and ";
        return withCarriers(
                client.sql(
                                "select * from rebuild where "
                                        + where
                                        + "number > :after order by number limit :limit")
                        .param("account", account == null ? null : account.value())
                        .param("after", after)
                        .param("limit", limit)
                        .query((row, _) -> new Row(row))
                        .list());
    }

    /// Forgets what ended before, and all but the newest that ended.
    void forget(Instant before, int most) {
        int _ =
                client.sql(
                                """
                                delete from rebuild where ended_at < ? or ended_at < (
                                    select ended_at from rebuild where ended_at is not null
                                    order by ended_at desc offset %d rows fetch first 1 rows only)
                                """
                                        .formatted(most - 1))
                        .param(utc(before))
                        .update();
    }

    long open() {
        return client.sql("select count(*) from rebuild where ended_at is null")
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private List<KeptRebuild> withCarriers(List<Row> rows) {
        Map<Long, Set<CarrierId>> carriers = new HashMap<>();
        if (!rows.isEmpty()) {
            client.sql("select rebuild, carrier from rebuild_carrier where rebuild in (:rebuilds)")
                    .param("rebuilds", rows.stream().map(Row::number).toList())
                    .query(
                            row -> {
                                carriers.computeIfAbsent(
                                                row.getLong("rebuild"), _ -> new HashSet<>())
                                        .add(new CarrierId(row.getLong("carrier")));
                            });
        }
        List<KeptRebuild> rebuilds = new ArrayList<>(rows.size());
        rows.forEach(row -> rebuilds.add(row.with(carriers.getOrDefault(row.number(), Set.of()))));
        return rebuilds;
    }

    /// A rebuild without its carriers.
    private record Row(KeptRebuild rebuild) {

        Row(ResultSet row) throws SQLException {
            this(read(row));
        }

        long number() {
            return rebuild.number();
        }

        KeptRebuild with(Set<CarrierId> carriers) {
            return new KeptRebuild(
                    rebuild.number(),
                    rebuild.id(),
                    rebuild.account(),
                    rebuild.group(),
                    carriers,
                    rebuild.span(),
                    rebuild.reason(),
                    rebuild.createdAt(),
                    rebuild.rebuilder(),
                    rebuild.leasedUntil(),
                    rebuild.outdated(),
                    rebuild.doneBy(),
                    rebuild.doneAt(),
                    rebuild.attempts(),
                    rebuild.wanted(),
                    rebuild.impossible(),
                    rebuild.done(),
                    rebuild.told(),
                    rebuild.trouble(),
                    rebuild.endedAt());
        }

        private static KeptRebuild read(ResultSet row) throws SQLException {
            UUID rebuilder = row.getObject("rebuilder", UUID.class);
            UUID doneBy = row.getObject("done_by", UUID.class);
            return new KeptRebuild(
                    row.getLong("number"),
                    row.getObject("id", UUID.class),
                    new AccountNumber(row.getLong("account")),
                    CarrierGroup.ofBits(row.getLong("carrier_group")),
                    Set.of(),
                    new BlockSpan(row.getLong("first_block"), row.getLong("last_block")),
                    row.getString("reason"),
                    Objects.requireNonNull(instant(row, "created_at")),
                    rebuilder == null ? null : new SupplierId(rebuilder),
                    instant(row, "leased_until"),
                    row.getBoolean("outdated"),
                    doneBy == null ? null : new SupplierId(doneBy),
                    instant(row, "done_at"),
                    row.getInt("attempts"),
                    row.getLong("wanted"),
                    row.getLong("impossible"),
                    new Work(
                            row.getLong("rebuilt"),
                            row.getLong("bytes_rebuilt"),
                            row.getLong("bytes_read")),
                    new Work(
                            row.getLong("lease_rebuilt"),
                            row.getLong("lease_bytes_rebuilt"),
                            row.getLong("lease_bytes_read")),
                    row.getString("trouble"),
                    instant(row, "ended_at"));
        }

        private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
            OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
            return at == null ? null : at.toInstant();
        }
    }
}
