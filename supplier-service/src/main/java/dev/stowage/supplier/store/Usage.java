package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Bytes of padded ciphertext that each account has stored, and their sum.
public final class Usage {

    private final Map<AccountNumber, AtomicLong> used = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();
    private final LongAdder records = new LongAdder();

    /// Bytes of one account.
    public long of(AccountNumber account) {
        AtomicLong bytes = used.get(account);
        return bytes == null ? 0 : bytes.get();
    }

    /// Every account that has stored something: a live view.
    public Set<AccountNumber> accounts() {
        return Collections.unmodifiableSet(used.keySet());
    }

    /// Bytes of all accounts.
    public long total() {
        return total.sum();
    }

    /// Records of all accounts.
    public long records() {
        return records.sum();
    }

    /// What an account uses, to be changed by [#add] alone.
    AtomicLong counter(AccountNumber account) {
        return used.computeIfAbsent(account, _ -> new AtomicLong());
    }

    /// @param counter of the account
    void add(AtomicLong counter, long bytes, int count) {
        counter.addAndGet(bytes);
        total.add(bytes);
        records.add(count);
    }
}
