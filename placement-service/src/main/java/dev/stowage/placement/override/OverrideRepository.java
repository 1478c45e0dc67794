package dev.stowage.placement.override;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        client.sql("select carrier, holder, rebuilt_at from account_override where account = ?")
                .param(account.value())
                .query(
                        (row, _) ->
                                new KeptOverride(
                                        new CarrierId(row.getLong("carrier")),
                                        new CarrierId(row.getLong("holder")),
                                        row.getTimestamp("rebuilt_at") != null))
                .list()
                .forEach(each -> kept.put(each.carrier(), each));
        return kept;
    }

    /// The oldest first.
    List<Unbuilt> unbuilt(int most) {
        return client.sql(
                        "select account, carrier, holder from account_override where rebuilt_at is null order by noted_at, account, carrier limit ?")
                .param(most)
                .query(
                        (row, _) ->
                                new Unbuilt(
                                        new AccountNumber(row.getLong("account")),
                                        new CarrierId(row.getLong("carrier")),
                                        new CarrierId(row.getLong("holder"))))
                .list();
    }

    /// The holder lacks nothing any more, if it still is the holder.
    void rebuilt(Unbuilt what, Instant now) {
        int _ =
                client.sql(
                                "update account_override set rebuilt_at = ? where account = ? and carrier = ? and holder = ?")
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(what.account().value())
                        .param(what.carrier().value())
                        .param(what.holder().value())
                        .update();
        int _ =
                client.sql(
                                "delete from account_override where account = ? and carrier = ? and holder = carrier and rebuilt_at is not null")
                        .param(what.account().value())
                        .param(what.carrier().value())
                        .update();
    }

    /// Within a transaction: from now on this one holds what belongs there, once it is rebuilt.
    void put(AccountNumber account, CarrierId carrier, CarrierId holder, Instant now) {
        int _ =
                client.sql("delete from account_override where account = ? and carrier = ?")
                        .param(account.value())
                        .param(carrier.value())
                        .update();
        int _ =
                client.sql(
                                "insert into account_override (account, carrier, holder, noted_at) values (?, ?, ?, ?)")
                        .param(account.value())
                        .param(carrier.value())
                        .param(holder.value())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .update();
    }
}
