package dev.stowage.placement.closing;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import dev.stowage.placement.access.Bulletin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Closings in the database, one row for each account that was ever closed.
final class ClosingRepository {

    /// So many accounts go in one round at most; others wait for the next one.
    private static final int AT_ONCE = 1000;

    private final JdbcClient client;

    ClosingRepository(JdbcClient client) {
        this.client = client;
    }

    /// Within a transaction: holds back other heads and closings of the account until its end.
    ///
    /// @return whether there is a head
    boolean holdHead(AccountNumber account) {
        return client.sql("update head set version = version where account = ?")
                        .param(account.value())
                        .update()
                == 1;
    }

    Optional<SignedClosing> find(AccountNumber account) {
        return client.sql("select signed from closing where account = ?")
                .param(account.value())
                .query((row, _) -> signed(row.getBytes("signed")))
                .optional();
    }

    private static SignedClosing signed(byte[] bytes) {
        return SignedClosing.ofBytes(ByteString.of(bytes));
    }

    /// @param left until it is over, by the count of [#countDown]; absent if the account stays
    void save(long revision, SignedClosing signed, @Nullable Instant endsAt, @Nullable Long left) {
        Object[] values = {
            revision,
            signed.toBytes().toArray(),
            endsAt == null ? null : endsAt.atOffset(ZoneOffset.UTC),
            left,
            signed.closing().account().value()
        };
        int changed =
                client.sql(
                                "update closing set revision = ?, signed = ?, ends_at = ?, left_millis = ? where account = ?")
                        .params(values)
                        .update();
        if (changed == 0) {
            client.sql(
                            "insert into closing (revision, signed, ends_at, left_millis, account) values (?, ?, ?, ?, ?)")
                    .params(values)
                    .update();
        }
    }

    /// Accounts whose end has come, first those that wait longest, [#AT_ONCE] at most.
    ///
    /// @param elapsed milliseconds since the last [#countDown]
    List<AccountNumber> over(long elapsed, Instant now) {
        return client.sql(
                        "select account from closing where left_millis <= ? and ends_at <= ? order by ends_at fetch first %d rows only"
                                .formatted(AT_ONCE))
                .param(elapsed)
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new AccountNumber(row.getLong("account")))
                .list();
    }

    /// Within a transaction that holds the head: nothing of the account stays but this row.
    ///
    /// @return whether its end had come
    boolean end(AccountNumber account, long elapsed, Instant now) {
        boolean isOver =
                client.sql(
                                        "update closing set closed_at = ?, left_millis = null where account = ? and left_millis <= ? and ends_at <= ?")
                                .param(now.atOffset(ZoneOffset.UTC))
                                .param(account.value())
                                .param(elapsed)
                                .param(now.atOffset(ZoneOffset.UTC))
                                .update()
                        == 1;
        if (isOver) {
            for (String all :
                    List.of(
                            "delete from finding where account = ?",
                            "delete from event where account = ?",
                            "delete from head where account = ?",
                            "delete from account where number = ?")) {
                int _ = client.sql(all).param(account.value()).update();
            }
        }
        return isOver;
    }

    /// So much less is left of every closing that waits.
    void countDown(long elapsed) {
        int _ =
                client.sql(
                                "update closing set left_millis = left_millis - ? where left_millis is not null")
                        .param(elapsed)
                        .update();
    }

    long newest() {
        return client.sql("select coalesce(max(revision), 0) from closing")
                .query(Long.class)
                .single();
    }

    /// In the order of their revisions.
    List<Bulletin.Entry<SignedClosing>> after(long revision, int most) {
        return client.sql(
                        "select revision, signed from closing where revision > ? order by revision limit ?")
                .param(revision)
                .param(most)
                .query(
                        (row, _) ->
                                new Bulletin.Entry<>(
                                        row.getLong("revision"), signed(row.getBytes("signed"))))
                .list();
    }
}
