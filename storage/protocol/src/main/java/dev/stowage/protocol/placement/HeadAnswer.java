package dev.stowage.protocol.placement;

import dev.stowage.format.signature.ByteString;
import org.jspecify.annotations.Nullable;

/// The current head of an account.
///
/// @param countersigned its bytes, absent if the caller has this version already
public record HeadAnswer(long version, @Nullable ByteString countersigned) {}
