package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import java.util.UUID;

/// Someone who has shown his password and need not show it again for a while.
///
/// @param id by which the session can be revoked
/// @param headVersion of the account head when it was opened: a later head may end all that were
///   opened before; 0 if its token does not tell
/// @param openedAt in whole milliseconds; 1970 if its token does not tell
/// @param expiresAt in whole milliseconds
public record Session(
        AccountNumber account,
        MasterKey masterKey,
        UUID id,
        long headVersion,
        Instant openedAt,
        Instant expiresAt) {}
