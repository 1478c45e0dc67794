package dev.stowage.protocol.supplier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a supplier is with leaving.
///
/// @param endsAt when all contracts end that did not end before; absent if it stays
/// @param goneAt when the grace is over in which records can still be fetched; absent if it stays
/// @param customers that still have a contract
/// @param used bytes of records that live here
/// @param trash bytes of records that could come back
public record ExitView(
        ExitState state,
        @Nullable Instant endsAt,
        @Nullable Instant goneAt,
        int customers,
        long used,
        long trash) {}
