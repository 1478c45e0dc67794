package dev.stowage.placement.head;

import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The layouts of every account, as their current heads name them.
public final class HeadLayoutRepository {

    private final JdbcClient client;

    HeadLayoutRepository(JdbcClient client) {
        this.client = client;
    }

    /// Of one account.
    ///
    /// @param layouts of its files and of its account file
    /// @param overrides who holds what belongs on their carriers
    public record OfAccount(long account, Set<Layout> layouts, Overrides overrides) {}

    /// The next accounts after one, in their order; none when there are no more.
    ///
    /// @param limit accounts at most
    public List<OfAccount> after(long account, int limit) {
        return client.sql(
                        "select account, countersigned from head where account > ? order by account limit ?")
                .params(account, limit)
                .query((row, _) -> ofAccount(row.getLong("account"), row.getBytes("countersigned")))
                .list();
    }

    /// The highest number of an account that has a head; -1 if there is none.
    public long last() {
        return client.sql("select coalesce(max(account), -1) from head").query(Long.class).single();
    }

    private static OfAccount ofAccount(long account, byte[] countersigned) {
        AccountHead head = CountersignedHead.ofBytes(countersigned).head();
        Set<Layout> layouts = new HashSet<>(head.layouts());
        layouts.add(head.accountFileLayout());
        return new OfAccount(account, layouts, head.holders());
    }
}
