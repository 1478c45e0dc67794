package dev.stowage.placement.finding;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.FoundRecord;
import dev.stowage.protocol.placement.FoundRecord.Kind;
import dev.stowage.protocol.placement.SupplierId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The findings in the database. Times and numbers are a row's own: two reports of one record are
/// one row.
final class FindingRepository {

    private static final String SEEN_AGAIN =
            """
            update finding
            set carrier = ?, kind = ?, supplier = ?, first_seen = least(first_seen, ?),
                last_seen = greatest(last_seen, ?), times = times + ?,
                admitted = admitted or ?
            where account = ? and block = ? and carrier_group = ? and position = ?
            """;

    private static final String SEEN_FIRST =
            """
            insert into finding (carrier, kind, supplier, first_seen, last_seen, times,
                                 admitted, account, block, carrier_group, position)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final SqlParameterValue UNKNOWN = new SqlParameterValue(Types.OTHER, null);

    private final JdbcOperations database;
    private final JdbcClient client;

    FindingRepository(JdbcOperations database) {
        this.database = database;
        this.client = JdbcClient.create(database);
    }

    /// Those of the accounts that exist.
    Set<Long> existing(Collection<Long> accounts) {
        return new HashSet<>(
                client.sql("select number from account where number in (:accounts)")
                        .param("accounts", accounts)
                        .query(Long.class)
                        .list());
    }

    /// @param found each record once
    /// @param admitted whether the supplier itself told of it
    /// @return how many of them were not known before
    int save(List<FoundRecord> found, boolean admitted) {
        List<Object[]> rows = found.stream().map(each -> row(each, admitted)).toList();
        int[] known = database.batchUpdate(SEEN_AGAIN, rows);
        List<Object[]> unknown = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == 0) {
                unknown.add(rows.get(i));
            }
        }
        database.batchUpdate(SEEN_FIRST, unknown);
        return unknown.size();
    }

    private static Object[] row(FoundRecord found, boolean admitted) {
        Address address = found.address();
        SupplierId supplier = found.supplier();
        return new Object[] {
            found.carrier().value(),
            found.kind().name(),
            supplier == null ? UNKNOWN : supplier.value(),
            utc(found.firstSeen()),
            utc(found.lastSeen()),
            found.count(),
            admitted,
            address.account().value(),
            address.block().bits(),
            address.group().bits(),
            found.position()
        };
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    boolean hasAdmitted(SupplierId supplier, Address address) {
        return client.sql(
                                "select count(*) from finding where admitted and supplier = ? and"
                                        + " account = ? and block = ? and carrier_group = ?")
                        .params(
                                supplier.value(),
                                address.account().value(),
                                address.block().bits(),
                                address.group().bits())
                        .query(Long.class)
                        .single()
                > 0;
    }

    long count() {
        return client.sql("select count(*) from finding").query(Long.class).single();
    }

    int countOf(long account) {
        return client.sql("select count(*) from finding where account = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }

    int deleteOldestOf(long account, int count) {
        return client.sql(
                        """
                        delete from finding where id in (
                            select id from finding where account = ? order by last_seen, id limit ?)
                        """)
                .params(account, count)
                .update();
    }

    int deleteOldest(long count) {
        return client.sql(
                        """
                        delete from finding where id in (
                            select id from finding order by last_seen, id limit ?)
                        """)
                .param(count)
                .update();
    }

    List<KeptFinding> after(@Nullable AccountNumber account, long after, int limit) {
        String where = account == null ? "" : "account = :account and ";
        return client.sql(
                        "select * from finding where "
                                + where
                                + "id > :after order by id limit :limit")
                .param("account", account == null ? null : account.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    private static KeptFinding read(ResultSet row) throws SQLException {
        UUID supplier = row.getObject("supplier", UUID.class);
        return new KeptFinding(
                row.getLong("id"),
                new FoundRecord(
                        new Address(
                                new AccountNumber(row.getLong("account")),
                                new BlockNumber(row.getLong("block")),
                                CarrierGroup.ofBits(row.getLong("carrier_group"))),
                        row.getInt("position"),
                        new CarrierId(row.getLong("carrier")),
                        Kind.valueOf(row.getString("kind")),
                        supplier == null ? null : new SupplierId(supplier),
                        row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                        row.getLong("times")));
    }
}
