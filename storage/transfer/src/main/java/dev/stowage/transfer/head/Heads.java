package dev.stowage.transfer.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.layout.Layout;
import java.util.Optional;

/// Keeps countersigned heads with suppliers and finds them again.
@SuppressWarnings("DoNotCallSuggester")
public final class Heads {

    /// Stores a head durably on at least [Layout#headThreshold] of the first positions of its
    /// layout of files. The others are tried on in the background.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `too-few-suppliers` with what each failed supplier
    ///   said
    public void keep(CountersignedHead head) {
        throw new UnsupportedOperationException("head " + head.head().version());
    }

    /// The highest head that is proved by its owner and by placement, among at least H - Wh + 1 of
    /// the H carriers: no acknowledged head is newer. Empty if that many answered and none has one.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `too-few-suppliers` if fewer answer
    public Optional<CountersignedHead> find(AccountNumber account, Layout layout) {
        throw new UnsupportedOperationException("head of " + account + " in " + layout);
    }
}
