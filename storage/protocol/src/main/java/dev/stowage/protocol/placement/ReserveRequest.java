package dev.stowage.protocol.placement;

import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.VerifyingKey;
import org.jspecify.annotations.Nullable;

/// A new account's wishes.
///
/// @param key the account's signing key, which every contract will bear
/// @param suppliers N of a combination; without it and without a level: 4
/// @param level of the group: alone a whole group, with `suppliers` a larger group than needed
/// @param neededSpace bytes of padded ciphertext before the code doubles it
public record ReserveRequest(
        VerifyingKey key,
        @Nullable Integer suppliers,
        @Nullable Integer level,
        Code code,
        long neededSpace) {}
