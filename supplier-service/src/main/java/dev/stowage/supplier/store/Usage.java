package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Bytes of padded ciphertext that each account has stored, and their sum.
public final class Usage {

    private final Map<AccountNumber, Long> used = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();
    private final LongAdder records = new LongAdder();

    /// Bytes of one account.
    public long of(AccountNumber account) {
        return used.getOrDefault(account, 0L);
    }

    /// Bytes of all accounts.
    public long total() {
        return total.sum();
    }

    /// Records of all accounts.
    public long records() {
        return records.sum();
    }

    void add(AccountNumber account, long bytes, int count) {
        used.merge(account, bytes, Long::sum);
        total.add(bytes);
        records.add(count);
    }
}
