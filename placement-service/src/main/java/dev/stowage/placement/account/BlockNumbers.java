package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.protocol.placement.BlockRangeGrant;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionOperations;

/// The block numbers that accounts are given: each once.
///
/// The database is asked for a stretch of numbers; only when it has durably passed over them they
/// are given out, from memory. What is left of a stretch when placement stops, or forgets the
/// account, is never given to anybody: there are 2^64.
///
/// A database that was restored from an older copy does not know what was given out since. So
/// numbers keep ahead of the clock: what is given out after a start is 2^20 times the milliseconds
/// at that start or more, and nobody can have come as far before it.
public final class BlockNumbers {

    /// Numbers that are taken from the database at once.
    private static final int STRETCH = 4096;

    /// An account would need the largest grant every millisecond to overtake the clock.
    private static final int NUMBERS_PER_MILLISECOND = 1 << 20;

    /// Numbers passed over when the clock has gone back, too.
    private static final long LEAP = 1L << 40;

    private static final int ACCOUNTS_REMEMBERED = 16_384;
    private static final int LOCKS = 256;

    private final AccountRepository accounts;
    private final TransactionOperations writing;
    private final BlockNumber floor;
    private final SequencedMap<AccountNumber, Stretch> stretches =
            new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /// Numbers next … next+left-1, not given out yet.
    private record Stretch(BlockNumber next, long left) {

        Stretch without(int count) {
            return new Stretch(next.plus(count), left - count);
        }

        BlockNumber end() {
            return next.plus(left);
        }
    }

    BlockNumbers(AccountRepository accounts, TransactionOperations writing, Clock clock) {
        this.accounts = accounts;
        this.writing = writing;
        this.floor = new BlockNumber(clock.millis() * NUMBERS_PER_MILLISECOND);
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
                stretch = take(account, Math.max(count, STRETCH), stretch.end());
            }
            remember(account, stretch.without(count));
            return new BlockRangeGrant(stretch.next(), count);
        } finally {
            lock.unlock();
        }
    }

    /// Passes over numbers that a head shows and the database has not given out: they are never
    /// given out again.
    ///
    /// @param end the number after the last one that is shown
    public void passOver(AccountNumber account, BlockNumber end) {
        ReentrantLock lock = locks[Math.floorMod(account.hashCode(), LOCKS)];
        lock.lock();
        try {
            if (end.compareTo(floor) > 0) {
                remember(account, take(account, 0, end.plus(LEAP)));
            }
        } finally {
            lock.unlock();
        }
    }

    /// All numbers that an account was ever given lie between these; empty if it was given none.
    public Optional<GivenOut> givenOut(AccountNumber account) {
        return accounts.givenOut(account.value()).filter(each -> each.next() > 0);
    }

    /// @param lowest that may be given out, unless the floor or the database is higher
    private Stretch take(AccountNumber account, int count, BlockNumber lowest) {
        BlockNumber first =
                writing.execute(
                        _ -> {
                            if (accounts.advance(account.value(), count) != 1) {
                                throw Accounts.unknown(account);
                            }
                            long end = accounts.nextBlock(account.value());
                            BlockNumber next = new BlockNumber(end - count);
                            BlockNumber least = Collections.max(List.of(lowest, floor));
                            boolean leaps = next.compareTo(least) < 0;
                            if (leaps) {
                                accounts.leap(account.value(), least.plus(count).bits());
                            }
                            BlockNumber taken = leaps ? least : next;
                            accounts.begin(account.value(), end == count ? taken.bits() : 0);
                            return taken;
                        });
        return new Stretch(first, count);
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
