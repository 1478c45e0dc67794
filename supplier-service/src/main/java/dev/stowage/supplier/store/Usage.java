package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the bytes of a store are used for.
///
/// ```
/// log  =  used ‖ trash ‖ headers ‖ dead
/// ```
///
/// Used and trash are padded ciphertext, of records that live and of records that were dropped and
/// can come back. Headers are what else is needed: headers of entries and records, heads, facts,
/// drops. The rest is dead and goes when its file is compacted.
public final class Usage {

    private final LogSpace space;
    private final Map<AccountNumber, Account> accounts = new ConcurrentHashMap<>();
    private final LongAdder used = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder trash = new LongAdder();
    private final LongAdder trashRecords = new LongAdder();

    /// Bytes of one account.
    private static final class Account {

        private final AtomicLong used = new AtomicLong();
        private final AtomicLong arrivals = new AtomicLong();
        private final AtomicLong trash = new AtomicLong();
    }

    Usage(LogSpace space) {
        this.space = space;
    }

    /// Used bytes of one account: they count against its quota.
    public long of(AccountNumber account) {
        Account bytes = accounts.get(account);
        return bytes == null ? 0 : bytes.used.get();
    }

    /// Records of one account that came, or came back from the trash, since the store was opened.
    /// Whoever looks at them afterwards sees these at least.
    public long arrivals(AccountNumber account) {
        Account counted = accounts.get(account);
        return counted == null ? 0 : counted.arrivals.get();
    }

    /// Every account that has stored something, now or once: a live view.
    public Set<AccountNumber> accounts() {
        return Collections.unmodifiableSet(accounts.keySet());
    }

    /// Bytes of one account in the trash.
    public long trashOf(AccountNumber account) {
        Account bytes = accounts.get(account);
        return bytes == null ? 0 : bytes.trash.get();
    }

    /// Used bytes of all accounts.
    public long total() {
        return used.sum();
    }

    /// Records of all accounts that live.
    public long records() {
        return records.sum();
    }

    /// Bytes of all accounts in the trash.
    public long trash() {
        return trash.sum();
    }

    /// Records of all accounts in the trash.
    public long trashRecords() {
        return trashRecords.sum();
    }

    /// Bytes that are needed besides used and trash.
    public long headers() {
        return space.living() - total() - trash();
    }

    /// Bytes that nothing needs.
    public long dead() {
        return space.size() - space.living();
    }

    /// Bytes of all log files.
    public long log() {
        return space.size();
    }

    /// @param sign 1 or -1
    void countUsed(AccountNumber account, long bytes, int sign) {
        account(account).used.addAndGet(sign * bytes);
        used.add(sign * bytes);
        records.add(sign);
    }

    /// Called when the record is there to be seen.
    void countArrival(AccountNumber account) {
        account(account).arrivals.incrementAndGet();
    }

    /// @param sign 1 or -1
    void countTrash(AccountNumber account, long bytes, int sign) {
        account(account).trash.addAndGet(sign * bytes);
        trash.add(sign * bytes);
        trashRecords.add(sign);
    }

    private Account account(AccountNumber account) {
        return accounts.computeIfAbsent(account, _ -> new Account());
    }
}
