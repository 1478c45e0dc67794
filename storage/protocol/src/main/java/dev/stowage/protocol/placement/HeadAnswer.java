package dev.stowage.protocol.placement;

import dev.stowage.format.signature.ByteString;
import org.jspecify.annotations.Nullable;

/// The current head of an account.
///
/// @param countersigned its bytes, absent if the caller has this version already
/// @param closing the newest signed closing of the account; absent if there never was one
public record HeadAnswer(
        long version, @Nullable ByteString countersigned, @Nullable ByteString closing) {

    /// Of an account that was never closed.
    public HeadAnswer(long version, @Nullable ByteString countersigned) {
        this(version, countersigned, null);
    }
}
