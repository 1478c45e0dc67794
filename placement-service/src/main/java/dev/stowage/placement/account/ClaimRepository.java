package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.placement.account.Claims.Held;
import dev.stowage.placement.registry.KeptTexts;
import dev.stowage.protocol.placement.Residency;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The claims in the database: one row for each layout of each account.
final class ClaimRepository {

    private final JdbcOperations database;
    private final JdbcClient client;

    ClaimRepository(JdbcOperations database) {
        this.database = database;
        this.client = JdbcClient.create(database);
    }

    /// A row of the table.
    record Row(AccountNumber account, Layout layout) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(new AccountNumber(row.getLong("account")), ClaimRepository.layout(row));
        }
    }

    /// A head from before there were claims.
    record OldHead(AccountNumber account, List<Layout> layouts) {}

    private static Layout layout(ResultSet row) throws SQLException {
        return Layout.readFrom(
                ByteBuffer.allocate(Layout.BYTES).putLong(row.getLong("layout")).flip(),
                CarrierGroup.ofBits(row.getLong("carrier_group")));
    }

    SequencedSet<Layout> layouts(AccountNumber account) {
        return client
                .sql(
                        "select carrier_group, layout from claim where account = ? order by carrier_group, layout")
                .param(account.value())
                .query((row, _) -> layout(row))
                .list()
                .stream()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The layouts of an account, and since when it has a claim by them.
    Map<Layout, Instant> dated(AccountNumber account) {
        Map<Layout, Instant> dated = new LinkedHashMap<>();
        client.sql(
                        "select carrier_group, layout, since from claim where account = ? order by carrier_group, layout")
                .param(account.value())
                .query(
                        row -> {
                            dated.put(
                                    layout(row),
                                    row.getObject("since", OffsetDateTime.class).toInstant());
                        });
        return dated;
    }

    void add(AccountNumber account, Collection<Layout> layouts, Instant now) {
        List<Object[]> rows = layouts.stream().map(layout -> row(account, layout, now)).toList();
        database.batchUpdate(
                "insert into claim (account, level, carrier_group, layout, since) values (?, ?, ?, ?, ?)",
                rows);
    }

    private static Object[] row(AccountNumber account, Layout layout, Instant now) {
        ByteBuffer bytes = ByteBuffer.allocate(Layout.BYTES);
        layout.writeTo(bytes);
        return new Object[] {
            account.value(),
            layout.group().level().value(),
            layout.group().bits(),
            bytes.flip().getLong(),
            now.atOffset(ZoneOffset.UTC)
        };
    }

    void remove(AccountNumber account) {
        int _ = client.sql("delete from claim where account = ?").param(account.value()).update();
    }

    /// Accounts that have layouts in groups of one level which hold the carrier, in the order of
    /// their numbers.
    ///
    /// @param after the number before; -1 for the first
    List<Long> accounts(ReliabilityLevel level, CarrierId carrier, long after, int most) {
        return inGroupsOf(
                        level,
                        carrier,
                        "select distinct account from claim where level = :level and carrier_group between :lowest and :highest and account > :after order by account fetch first :most rows only")
                .param("after", after)
                .param("most", most)
                .query((row, _) -> row.getLong("account"))
                .list();
    }

    private JdbcClient.StatementSpec inGroupsOf(
            ReliabilityLevel level, CarrierId carrier, String sql) {
        long first = carrier.value() & -CarrierId.OCTET;
        long lowest = Math.max(0, first - (level.carriers() - CarrierId.OCTET));
        return client.sql(sql)
                .param("level", level.value())
                .param("lowest", lowest | level.value())
                .param("highest", first | level.value());
    }

    Map<AccountNumber, List<Layout>> layouts(Collection<Long> accounts) {
        return client
                .sql(
                        "select account, carrier_group, layout from claim where account in (:accounts) order by account, carrier_group, layout")
                .param("accounts", accounts)
                .query((row, _) -> Row.read(row))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Row::account,
                                TreeMap::new,
                                Collectors.mapping(Row::layout, Collectors.toList())));
    }

    /// Accounts that have the carrier hold in another's place, in the order of their numbers.
    List<Long> accountsHeldFor(CarrierId carrier, long after, int most) {
        return client.sql(
                        "select distinct account from account_override where holder = :carrier and carrier <> holder and account > :after order by account fetch first :most rows only")
                .param("carrier", carrier.value())
                .param("after", after)
                .param("most", most)
                .query((row, _) -> row.getLong("account"))
                .list();
    }

    /// Who holds for whom; accounts that overrode nothing are left out.
    Map<AccountNumber, Overrides> overrides(Collection<Long> accounts) {
        Map<AccountNumber, Map<CarrierId, CarrierId>> holders = new HashMap<>();
        client.sql(
                        "select account, carrier, holder from account_override where account in (:accounts) and carrier <> holder")
                .param("accounts", accounts)
                .query(
                        row -> {
                            holders.computeIfAbsent(
                                            new AccountNumber(row.getLong("account")),
                                            _ -> new HashMap<>())
                                    .put(
                                            new CarrierId(row.getLong("carrier")),
                                            new CarrierId(row.getLong("holder")));
                        });
        Map<AccountNumber, Overrides> overrides = new HashMap<>();
        holders.forEach((account, each) -> overrides.put(account, new Overrides(each)));
        return overrides;
    }

    /// What an account overrode, and since when.
    List<Held> held(AccountNumber account) {
        return client.sql(
                        "select carrier, holder, noted_at from account_override where account = ? and carrier <> holder")
                .param(account.value())
                .query(
                        (row, _) ->
                                new Held(
                                        new CarrierId(row.getLong("carrier")),
                                        new CarrierId(row.getLong("holder")),
                                        row.getObject("noted_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }

    /// As [#inUse(ReliabilityLevel, CarrierId)], of accounts that have the carrier hold in
    /// another's place.
    List<LayoutInUse> inUseByOverride(CarrierId carrier) {
        return client
                .sql(
                        """
                        select beside.carrier as overridden, claim.carrier_group, claim.layout,
                               count(*) as accounts, sum(account.needed_space) as needed
                        from account_override beside
                        join claim on claim.account = beside.account
                        join account on account.number = beside.account
                        where beside.holder = :carrier and beside.carrier <> beside.holder
                        group by beside.carrier, claim.carrier_group, claim.layout
                        """)
                .param("carrier", carrier.value())
                .query(
                        (row, _) ->
                                new LayoutInUse(
                                        layout(row),
                                        new Overrides(
                                                Map.of(
                                                        new CarrierId(row.getLong("overridden")),
                                                        carrier)),
                                        row.getLong("accounts"),
                                        saturated(row.getBigDecimal("needed"))))
                .list()
                .stream()
                .filter(
                        each ->
                                each.overrides().holders().keySet().stream()
                                        .anyMatch(each.layout()::covers))
                .toList();
    }

    /// Carriers that hold in others' places for accounts whose layouts, in groups of one level,
    /// cover both these others and the carrier.
    Set<CarrierId> heldBeside(ReliabilityLevel level, CarrierId carrier) {
        return inGroupsOf(
                        level,
                        carrier,
                        """
                        select distinct claim.carrier_group, claim.layout, beside.carrier, beside.holder
                        from claim join account_override beside on beside.account = claim.account
                        where claim.level = :level
                          and claim.carrier_group between :lowest and :highest
                          and beside.carrier <> beside.holder and beside.carrier <> :carrier
                        """)
                .param("carrier", carrier.value())
                .query(
                        (row, _) -> {
                            Layout layout = layout(row);
                            return layout.covers(carrier)
                                            && layout.covers(new CarrierId(row.getLong("carrier")))
                                    ? Optional.of(new CarrierId(row.getLong("holder")))
                                    : Optional.<CarrierId>empty();
                        })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /// Carriers that hold in others' places for accounts that have this one do so, too.
    Set<CarrierId> heldTogetherWith(CarrierId carrier) {
        return client.sql(
                        """
                        select distinct beside.holder
                        from account_override here
                        join account_override beside on beside.account = here.account
                        where here.holder = :carrier and here.carrier <> here.holder
                          and beside.carrier <> beside.holder and beside.holder <> here.holder
                        """)
                .param("carrier", carrier.value())
                .query((row, _) -> new CarrierId(row.getLong("holder")))
                .set();
    }

    /// Where accounts may lie that have the carrier hold in another's place; each wish once.
    Set<Residency> residenciesByOverride(CarrierId carrier) {
        return client.sql(
                        """
                        select distinct account.zones, account.tags
                        from account_override beside join account on account.number = beside.account
                        where beside.holder = :carrier and beside.carrier <> beside.holder
                          and (account.zones is not null or account.tags is not null)
                        """)
                .param("carrier", carrier.value())
                .query((row, _) -> residency(row))
                .set();
    }

    private static Residency residency(ResultSet row) throws SQLException {
        return new Residency(
                KeptTexts.read(row.getString("zones")), KeptTexts.read(row.getString("tags")));
    }

    /// The distinct layouts in groups of one level which hold the carrier, each with how many
    /// accounts have it and how much space these need. Accounts that have another one hold what
    /// belongs on the carrier are not counted.
    List<LayoutInUse> inUse(ReliabilityLevel level, CarrierId carrier) {
        return inGroupsOf(
                        level,
                        carrier,
                        """
                        select claim.carrier_group, claim.layout, count(*) as accounts,
                               sum(account.needed_space) as needed
                        from claim join account on account.number = claim.account
                        where claim.level = :level
                          and claim.carrier_group between :lowest and :highest
                          and not exists (
                              select 1 from account_override beside
                              where beside.account = claim.account and beside.carrier = :carrier
                                and beside.holder <> beside.carrier)
                        group by claim.carrier_group, claim.layout
                        """)
                .param("carrier", carrier.value())
                .query(
                        (row, _) ->
                                new LayoutInUse(
                                        layout(row),
                                        Overrides.NONE,
                                        row.getLong("accounts"),
                                        saturated(row.getBigDecimal("needed"))))
                .list();
    }

    /// The distinct wishes where to lie, of accounts with a layout that covers the carrier, in
    /// groups of one level.
    Set<Residency> residencies(ReliabilityLevel level, CarrierId carrier) {
        return inGroupsOf(
                        level,
                        carrier,
                        """
                        select distinct claim.carrier_group, claim.layout, account.zones, account.tags
                        from claim join account on account.number = claim.account
                        where claim.level = :level
                          and claim.carrier_group between :lowest and :highest
                          and (account.zones is not null or account.tags is not null)
                        """)
                .query(
                        (row, _) ->
                                layout(row).covers(carrier) ? residency(row) : Residency.ANYWHERE)
                .set();
    }

    private static long saturated(BigDecimal bytes) {
        return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE / 2)).longValue();
    }

    /// Up to which account old heads were looked at; empty if all were.
    Optional<Long> filledUpTo() {
        return client.sql("select account from claim_filling").query(Long.class).optional();
    }

    List<OldHead> headsAfter(long account, int most) {
        return client.sql(
                        "select account, countersigned from head where account > ? order by account fetch first %d rows only"
                                .formatted(most))
                .param(account)
                .query(
                        (row, _) ->
                                new OldHead(
                                        new AccountNumber(row.getLong("account")),
                                        CountersignedHead.ofBytes(row.getBytes("countersigned"))
                                                .head()
                                                .layouts()))
                .list();
    }

    void fillUpTo(long account) {
        int _ = client.sql("update claim_filling set account = ?").param(account).update();
    }

    void endFilling() {
        int _ = client.sql("delete from claim_filling").update();
    }
}
