package dev.stowage.transfer.gather;

import dev.stowage.format.block.BlockReference;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.transfer.token.AccountTokens;
import java.nio.ByteBuffer;
import java.util.List;

/// Gathers blocks from their carriers.
@SuppressWarnings("DoNotCallSuggester")
public final class Gather {

    /// The content of a block: right, or a fault.
    ///
    /// @param owner the account's signing key
    /// @return a fresh heap buffer, from position 0 to the block's length
    /// @throws dev.stowage.protocol.fault.Fault `too-few-fragments` with what every carrier
    ///   answered, `placement-away` if nobody knows who serves the carriers
    public ByteBuffer gather(
            BlockReference reference, Layout layout, VerifyingKey owner, AccountTokens tokens) {
        return gather(List.of(new WantedBlock(reference, layout)), owner, tokens).getFirst();
    }

    /// The wanted bytes of several blocks of one account, in order; one request to each supplier
    /// where all goes well.
    ///
    /// @param wanted at least one; their fragments should fit into memory together
    /// @return fresh heap buffers, each with exactly the wanted bytes remaining
    public List<ByteBuffer> gather(
            List<WantedBlock> wanted, VerifyingKey owner, AccountTokens tokens) {
        throw new UnsupportedOperationException(
                wanted.size() + " blocks of " + owner + " by " + tokens.account());
    }
}
