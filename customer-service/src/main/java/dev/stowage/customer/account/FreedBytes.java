package dev.stowage.customer.account;

import dev.stowage.format.account.Chain;
import dev.stowage.format.head.BlockSizes;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes of files that this service deleted or replaced since the account file was a snapshot:
/// suppliers learn only with the next one that their blocks are dead.
public final class FreedBytes {

    /// Less is not worth a snapshot of its own.
    private static final long LEAST = 16 << 20;

    /// A snapshot may cost so small a part of what it frees.
    private static final long PART = 16;

    private final AtomicLong freed = new AtomicLong();

    /// Whether a commit should be a snapshot because of what has been freed.
    ///
    /// @param chain before the commit
    /// @param more bytes that the commit frees itself
    public boolean areWorthASnapshot(Chain chain, long more) {
        long cost = (long) chain.snapshotLinks() * BlockSizes.ACCOUNT_FILE;
        return freed.get() + more >= Math.max(LEAST, PART * cost);
    }

    /// A commit is current.
    ///
    /// @param chain after it
    /// @param more bytes that it has freed
    public void committed(Chain chain, long more) {
        if (chain.isSnapshot()) {
            freed.set(0);
        } else {
            freed.addAndGet(more);
        }
    }
}
