package dev.stowage.format.key;

import dev.stowage.format.address.AccountNumber;
import java.time.Instant;
import java.util.UUID;

/// Someone who has shown his password and need not show it again for a while.
///
/// @param id by which the session can be revoked
/// @param expiresAt in whole milliseconds
public record Session(AccountNumber account, MasterKey masterKey, UUID id, Instant expiresAt) {}
