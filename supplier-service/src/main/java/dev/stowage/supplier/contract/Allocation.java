package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.store.Usage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How much of what is donated is spoken for: the quotas, and what accounts use beyond theirs.
///
/// Only accounts whose quota was lowered or taken away can use more than it; they alone are looked
/// at one by one.
final class Allocation {

    private final long capacity;
    private final Usage usage;
    private final Map<AccountNumber, Long> lowered = new HashMap<>();
    private long granted;
    private long reserved;

    /// @param capacity bytes donated
    Allocation(long capacity, Usage usage) {
        this.capacity = capacity;
        this.usage = usage;
    }

    /// Notes the contracts that there are. Who has stored something and has none counts, too.
    synchronized void begin(Collection<Contract> contracts) {
        usage.accounts().forEach(account -> lowered.put(account, 0L));
        for (Contract contract : contracts) {
            granted += contract.quota();
            lowered.computeIfPresent(contract.account(), (_, _) -> contract.quota());
        }
        forgetWhoFits();
    }

    /// Bytes that are spoken for.
    synchronized long bytes() {
        long beyond = 0;
        for (AccountNumber account : lowered.keySet()) {
            beyond += beyond(account);
        }
        return granted + beyond + reserved;
    }

    private long beyond(AccountNumber account) {
        Long quota = lowered.get(account);
        return quota == null ? 0 : Math.max(0, usage.of(account) - quota);
    }

    /// Whether all that is spoken for is there: not so when less is donated than once was.
    synchronized boolean fits() {
        return bytes() <= capacity;
    }

    /// Keeps bytes free for contracts that come from another volume, instead of those before.
    ///
    /// @throws Fault `contract-refused` if there are not so many
    synchronized void reserve(long bytes) {
        long free = capacity - bytes() + reserved;
        if (bytes > free) {
            throw refused(bytes, free);
        }
        reserved = bytes;
    }

    /// Takes a contract from another volume, out of what is reserved.
    synchronized void adopt(AccountNumber account, long from, long to) {
        reserved = Math.max(0, reserved - (to - from));
        set(account, from, to);
    }

    /// Bytes of all quotas.
    synchronized long granted() {
        return granted;
    }

    /// Changes a quota. What it is raised by is taken before the change is kept, what it is lowered
    /// by is free after that; if it cannot be kept nothing has changed.
    ///
    /// @param keep makes the change durable, or throws
    /// @throws Fault `contract-refused` if it is raised and there is not so much
    void change(AccountNumber account, long from, long to, Runnable keep) {
        if (to > from) {
            raise(account, from, to);
        }
        boolean isKept = false;
        try {
            keep.run();
            isKept = true;
        } finally {
            if (isKept && to < from) {
                set(account, from, to);
            } else if (!isKept && to > from) {
                set(account, to, from);
            }
        }
    }

    private synchronized void raise(AccountNumber account, long from, long to) {
        long free = capacity - bytes() + from + beyond(account);
        if (to > free) {
            throw refused(to, free);
        }
        set(account, from, to);
    }

    private Fault refused(long asked, long free) {
        return new Fault(
                        FaultCode.CONTRACT_REFUSED,
                        "%d bytes are asked for, %d of %d are free"
                                .formatted(asked, Math.max(0, free), capacity))
                .with("asked", asked)
                .with("free", Math.max(0, free))
                .with("capacity", capacity);
    }

    private synchronized void set(AccountNumber account, long from, long to) {
        granted += to - from;
        if (to < from || lowered.containsKey(account)) {
            lowered.put(account, to);
        }
    }

    /// Forgets accounts that stay within their quotas.
    synchronized void forgetWhoFits() {
        lowered.keySet().removeIf(account -> beyond(account) == 0);
    }
}
