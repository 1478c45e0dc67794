package dev.stowage.placement.override;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Overrides in the database: those of current heads, and what must still be rebuilt of them.
final class OverrideRepository {

    private final JdbcClient client;

    OverrideRepository(JdbcClient client) {
        this.client = client;
    }

    /// By their carriers.
    Map<CarrierId, KeptOverride> of(AccountNumber account) {
        Map<CarrierId, KeptOverride> kept = new HashMap<>();
        client.sql(
                        "select carrier, holder, former_holder, rebuilt_at from account_override where account = ?")
                .param(account.value())
                .query(
                        (row, _) ->
                                new KeptOverride(
                                        new CarrierId(row.getLong("carrier")),
                                        new CarrierId(row.getLong("holder")),
                                        new CarrierId(row.getLong("former_holder")),
                                        row.getTimestamp("rebuilt_at") != null))
                .list()
                .forEach(each -> kept.put(each.carrier(), each));
        return kept;
    }

    /// Those for which no rebuilds were made yet, the oldest first.
    List<Unbuilt> withoutRebuilds(int most) {
        return client.sql(
                        "select account, carrier, holder from account_override where rebuilt_at is null and not rebuilds_made order by noted_at, account, carrier fetch first :most rows only")
                .param("most", most)
                .query(
                        (row, _) ->
                                new Unbuilt(
                                        new AccountNumber(row.getLong("account")),
                                        new CarrierId(row.getLong("carrier")),
                                        new CarrierId(row.getLong("holder"))))
                .list();
    }

    void rebuildsMade(Unbuilt what) {
        int _ =
                client.sql(
                                "update account_override set rebuilds_made = true where account = ? and carrier = ? and holder = ?")
                        .params(
                                what.account().value(),
                                what.carrier().value(),
                                what.holder().value())
                        .update();
    }

    /// Those whose rebuilds have all ended lack nothing any more; of these the ones that are held
    /// by themselves again are overrides no more.
    void end(Instant now) {
        int _ =
                client.sql(
                                """
                                update account_override set rebuilt_at = ?
                                where rebuilt_at is null and rebuilds_made and not exists (
                                    select 1 from rebuild join rebuild_carrier
                                        on rebuild_carrier.rebuild = rebuild.number
                                    where rebuild.account = account_override.account
                                        and rebuild_carrier.carrier = account_override.carrier
                                        and rebuild.ended_at is null)
                                """)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update();
        int _ =
                client.sql(
                                "delete from account_override where rebuilt_at is not null and holder = carrier")
                        .update();
    }

    /// Carriers of which, for an account, something is to be made again; and those that were given
    /// to others and of which it is not decided yet what is.
    Set<CarrierId> lacking(AccountNumber account) {
        return client.sql(
                        """
                        select carrier from account_override
                            where account = :account and rebuilt_at is null
                        union select rebuild_carrier.carrier from rebuild join rebuild_carrier
                            on rebuild_carrier.rebuild = rebuild.number
                            where rebuild.account = :account and rebuild.ended_at is null
                        union select account_override.carrier from account_override join former
                            on former.carrier = account_override.holder
                            where account_override.account = :account
                            and former.released_at is null and former.rebuilds_up_to < :account
                        """)
                .param("account", account.value())
                .query((row, _) -> new CarrierId(row.getLong("carrier")))
                .set();
    }

    /// Those of the carriers first … last that were given to others, while it is not decided yet
    /// what of an account is to be made again.
    Set<CarrierId> givenOn(AccountNumber account, CarrierId first, CarrierId last) {
        return client.sql(
                        "select carrier from former where carrier between ? and ? and released_at is null and rebuilds_up_to < ?")
                .params(first.value(), last.value(), account.value())
                .query((row, _) -> new CarrierId(row.getLong("carrier")))
                .set();
    }

    /// Within a transaction: from now on this one holds what belongs there, once it is rebuilt.
    ///
    /// @param former who held it until now
    void put(
            AccountNumber account,
            CarrierId carrier,
            CarrierId holder,
            CarrierId former,
            Instant now) {
        int _ =
                client.sql("delete from account_override where account = ? and carrier = ?")
                        .param(account.value())
                        .param(carrier.value())
                        .update();
        int _ =
                client.sql(
                                "insert into account_override (account, carrier, holder, former_holder, noted_at, rebuilds_made) values (?, ?, ?, ?, ?, false)")
                        .param(account.value())
                        .param(carrier.value())
                        .param(holder.value())
                        .param(former.value())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update();
    }
}
