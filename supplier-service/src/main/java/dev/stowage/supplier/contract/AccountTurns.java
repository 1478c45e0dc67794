package dev.stowage.supplier.contract;

import dev.stowage.format.address.AccountNumber;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lets changes of one account's terms happen one after another, those of different accounts at
/// once: so they share syncs.
public final class AccountTurns {

    private static final int LOCKS = 1024;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    /// Makes a change when its turn has come.
    public <T> T inTurn(AccountNumber account, Supplier<T> change) {
        ReentrantLock lock = locks[(int) (account.value() % LOCKS)];
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /// Makes a change when its turn has come.
    public void inTurn(AccountNumber account, Runnable change) {
        inTurn(
                account,
                () -> {
                    change.run();
                    return true;
                });
    }
}
