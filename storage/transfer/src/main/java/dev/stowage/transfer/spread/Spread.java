package dev.stowage.transfer.spread;

import dev.stowage.format.block.SignedBlock;
import dev.stowage.transfer.token.AccountTokens;
import java.util.List;

/// Spreads blocks over their carriers.
@SuppressWarnings("DoNotCallSuggester")
public final class Spread {

    /// Stores every block durably on at least its layout's write threshold of distinct carriers.
    ///
    /// The rest goes on in the background: see [SpreadOutcome#released]. When this throws, no byte
    /// of the blocks is read any more.
    ///
    /// @param batch blocks of one account, of any layouts
    /// @throws dev.stowage.protocol.fault.Fault `too-few-suppliers`, `quota-exceeded`,
    ///   `placement-away`, `timed-out`, with the block, what it needs and got, and what each failed
    ///   supplier said
    public SpreadOutcome spread(List<SignedBlock> batch, AccountTokens tokens) {
        throw new UnsupportedOperationException(batch.size() + " blocks of " + tokens.account());
    }
}
