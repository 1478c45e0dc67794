package dev.stowage.customer.account;

import dev.stowage.format.account.Chain;
import dev.stowage.format.head.BlockSizes;
import org.jspecify.annotations.Nullable;

/// Bytes of files that this service deleted or replaced since the account file's snapshot was
/// written: suppliers learn only with the next one that their blocks are dead.
public final class FreedBytes {

    /// Less is not worth a snapshot of its own.
    private static final long LEAST = 16 << 20;

    /// A snapshot may cost so small a part of what it frees.
    private static final long PART = 16;

    private @Nullable Chain counted;
    private long freed;

    /// Whether a snapshot should be written because of what has been freed.
    public synchronized boolean areWorthASnapshot(Chain chain) {
        forget(chain);
        long cost = (long) chain.snapshotLinks() * BlockSizes.ACCOUNT_FILE;
        return freed >= Math.max(LEAST, PART * cost);
    }

    /// A commit is current.
    ///
    /// @param chain after it
    /// @param more bytes that it has freed
    public synchronized void committed(Chain chain, long more) {
        forget(chain);
        freed += more;
    }

    /// What was freed before there was a new snapshot, whoever wrote it, is known to suppliers.
    private void forget(Chain chain) {
        if (counted != null && !counted.hasSnapshotOf(chain)) {
            freed = 0;
        }
        counted = chain;
    }
}
