package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.protocol.placement.BlockRangeGrant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionOperations;

/// The block numbers that accounts are given: each once.
///
/// The database is asked for a stretch of numbers; only when it has durably passed over them they
/// are given out, from memory. What is left of a stretch when placement stops, or forgets the
/// account, is never given to anybody: there are 2^64.
public final class BlockNumbers {

    /// Numbers that are taken from the database at once.
    private static final int STRETCH = 4096;

    private static final int ACCOUNTS_REMEMBERED = 16_384;
    private static final int LOCKS = 256;

    private final AccountRepository accounts;
    private final TransactionOperations writing;
    private final SequencedMap<AccountNumber, Stretch> stretches =
            new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /// Numbers next … next+left-1, not given out yet.
    private record Stretch(BlockNumber next, long left) {

        Stretch without(int count) {
            return new Stretch(next.plus(count), left - count);
        }
    }

    BlockNumbers(AccountRepository accounts, TransactionOperations writing) {
        this.accounts = accounts;
        this.writing = writing;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /// Gives out numbers that were never given out before.
    ///
    /// @param count 1 … 2^20
    /// @throws dev.stowage.protocol.fault.Fault `unknown-account`
    public BlockRangeGrant grant(AccountNumber account, int count) {
        ReentrantLock lock = locks[Math.floorMod(account.hashCode(), LOCKS)];
        lock.lock();
        try {
            Stretch stretch = remembered(account);
            if (stretch.left() < count) {
                stretch = take(account, Math.max(count, STRETCH));
            }
            remember(account, stretch.without(count));
            return new BlockRangeGrant(stretch.next(), count);
        } finally {
            lock.unlock();
        }
    }

    /// Within a transaction: numbers below are never given out again.
    public void leapTo(AccountNumber account, BlockNumber next) {
        BlockNumber current = new BlockNumber(accounts.nextBlock(account.value()));
        if (next.compareTo(current) > 0) {
            accounts.leap(account.value(), next.bits());
        }
        synchronized (stretches) {
            stretches.remove(account);
        }
    }

    private Stretch take(AccountNumber account, int count) {
        long end =
                writing.execute(
                        _ -> {
                            if (accounts.advance(account.value(), count) != 1) {
                                throw Accounts.unknown(account);
                            }
                            return accounts.nextBlock(account.value());
                        });
        return new Stretch(new BlockNumber(end - count), count);
    }

    private Stretch remembered(AccountNumber account) {
        synchronized (stretches) {
            return stretches.getOrDefault(account, new Stretch(BlockNumber.FIRST, 0));
        }
    }

    private void remember(AccountNumber account, Stretch stretch) {
        synchronized (stretches) {
            stretches.put(account, stretch);
            if (stretches.size() > ACCOUNTS_REMEMBERED) {
                stretches.pollFirstEntry();
            }
        }
    }
}
