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
/// @param invitation where accounts are registered by invitation only
public record ReserveRequest(
        VerifyingKey key,
        @Nullable Integer suppliers,
        @Nullable Integer level,
        Code code,
        long neededSpace,
        @Nullable String invitation) {

    /// Without the invitation.
    @Override
    public String toString() {
        return "ReserveRequest[key=%s, suppliers=%s, level=%s, code=%s, neededSpace=%d]"
                .formatted(key, suppliers, level, code, neededSpace);
    }
}
