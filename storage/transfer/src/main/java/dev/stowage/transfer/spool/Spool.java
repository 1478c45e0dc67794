package dev.stowage.transfer.spool;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.transfer.token.AccountTokens;
import java.util.Set;

/// Records that wait for their supplier, durable on local disk and bounded in bytes.
///
/// What is kept stays until it is delivered, whatever happens to this process. To be delivered it
/// needs tokens of its account: they are there while the account is open ([#deliver]).
@SuppressWarnings("DoNotCallSuggester")
public final class Spool implements AutoCloseable {

    /// From now on records of this account are delivered when their suppliers answer, with these
    /// tokens; instead of those given before.
    public void deliver(AccountTokens tokens) {
        throw new UnsupportedOperationException("spool of " + tokens.account());
    }

    /// Records of this account are kept, but no longer delivered: its key is going away.
    public void hold(AccountNumber account) {
        throw new UnsupportedOperationException("spool of " + account);
    }

    /// The records of an account that still wait.
    public Set<PendingRecord> pending(AccountNumber account) {
        throw new UnsupportedOperationException("spool of " + account);
    }

    @Override
    public void close() {}
}
