package dev.stowage.placement.carrier;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The former volumes of carriers in the database: one row for each carrier and generation.
///
/// `rebuilds_up_to` is -1 before the first account and 2^32 after the last.
final class FormerRepository {

    private static final long NONE = -1;
    private static final long ALL = 1L << 32;

    private final JdbcClient client;

    FormerRepository(JdbcClient client) {
        this.client = client;
    }

    private static Former read(ResultSet row) throws SQLException {
        long upTo = row.getLong("rebuilds_up_to");
        return new Former(
                new CarrierId(row.getLong("carrier")),
                row.getInt("generation"),
                row.getObject("volume", UUID.class),
                upTo == NONE || upTo == ALL ? null : new AccountNumber(upTo));
    }

    /// @return whether it was served as expected
    boolean replace(CarrierId carrier, int generation, UUID from, UUID to) {
        return client.sql(
                                "update carrier set volume = ?, generation = generation + 1 where id = ? and generation = ? and volume = ?")
                        .params(to, carrier.value(), generation, from)
                        .update()
                == 1;
    }

    void add(CarrierId carrier, int generation, UUID volume, Instant now) {
        int _ =
                client.sql(
                                "insert into former (carrier, generation, volume, left_at, rebuilds_up_to) values (?, ?, ?, ?, ?)")
                        .params(
                                carrier.value(),
                                generation,
                                volume,
                                now.atOffset(ZoneOffset.UTC),
                                NONE)
                        .update();
    }

    void remove(CarrierId carrier, UUID volume) {
        int _ =
                client.sql("delete from former where carrier = ? and volume = ?")
                        .params(carrier.value(), volume)
                        .update();
    }

    void move(UUID from, UUID to) {
        int _ =
                client.sql("update former set volume = ? where volume = ?")
                        .params(to, from)
                        .update();
    }

    List<Former> released(Collection<UUID> volumes) {
        return volumes.isEmpty()
                ? List.of()
                : client.sql(
                                "select * from former where volume in (:volumes) and released_at is not null order by carrier, generation")
                        .param("volumes", volumes)
                        .query((row, _) -> read(row))
                        .list();
    }

    /// Carriers that these volumes served once, and when they were last given away.
    Map<CarrierId, Instant> left(Collection<UUID> volumes) {
        Map<CarrierId, Instant> left = new HashMap<>();
        if (!volumes.isEmpty()) {
            client.sql(
                            "select carrier, max(left_at) as last_left from former where volume in (:volumes) group by carrier")
                    .param("volumes", volumes)
                    .query(
                            row -> {
                                left.put(
                                        new CarrierId(row.getLong("carrier")),
                                        row.getObject("last_left", OffsetDateTime.class)
                                                .toInstant());
                            });
        }
        return left;
    }

    List<Former> unreleased(long first, long last) {
        return client.sql(
                        "select * from former where released_at is null and carrier between ? and ? order by carrier, generation")
                .params(first, last)
                .query((row, _) -> read(row))
                .list();
    }

    List<Former> withoutRebuilds(int most) {
        return client.sql(
                        "select * from former where released_at is null and rebuilds_up_to < ? order by carrier, generation fetch first %d rows only"
                                .formatted(most))
                .param(ALL)
                .query((row, _) -> read(row))
                .list();
    }

    void rebuildsMade(Former former, long upTo) {
        int _ =
                client.sql(
                                "update former set rebuilds_up_to = ? where carrier = ? and generation = ?")
                        .params(upTo, former.carrier().value(), former.generation())
                        .update();
    }

    void allRebuildsMade(Former former) {
        rebuildsMade(former, ALL);
    }

    List<Former> rebuilt(int most) {
        return client.sql(
                        """
                        select * from former where released_at is null and rebuilds_up_to = ?
                        and not exists (
                            select 1 from rebuild_carrier
                            join rebuild on rebuild.number = rebuild_carrier.rebuild
                            where rebuild_carrier.carrier = former.carrier
                            and rebuild.ended_at is null)
                        and not exists (
                            select 1 from account_override
                            join rebuild on rebuild.account = account_override.account
                            join rebuild_carrier on rebuild_carrier.rebuild = rebuild.number
                            where account_override.holder = former.carrier
                            and rebuild_carrier.carrier = account_override.carrier
                            and rebuild.ended_at is null)
                        and not exists (
                            select 1 from former as later
                            where later.carrier = former.carrier and later.released_at is null
                            and later.rebuilds_up_to < ?)
                        order by carrier, generation fetch first %d rows only
                        """
                                .formatted(most))
                .params(ALL, ALL)
                .query((row, _) -> read(row))
                .list();
    }

    /// Whether records of two carriers are made again by one rebuild.
    boolean areRebuiltTogether(CarrierId one, CarrierId other) {
        return client.sql(
                        """
                        select exists (
                            select 1 from rebuild_carrier as here
                            join rebuild_carrier as there on there.rebuild = here.rebuild
                            join rebuild on rebuild.number = here.rebuild
                            where here.carrier = ? and there.carrier = ?
                            and rebuild.ended_at is null)
                        """)
                .params(one.value(), other.value())
                .query(Boolean.class)
                .single();
    }

    /// @return whether it was not released before
    boolean release(Former former, Instant now) {
        return client.sql(
                                "update former set released_at = ? where carrier = ? and generation = ? and released_at is null")
                        .params(
                                now.atOffset(ZoneOffset.UTC),
                                former.carrier().value(),
                                former.generation())
                        .update()
                == 1;
    }

    long unreleased() {
        return client.sql("select count(*) from former where released_at is null")
                .query(Long.class)
                .single();
    }
}
