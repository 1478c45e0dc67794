package dev.stowage.protocol.placement;

import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.VerifyingKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A new account's wishes.
///
/// @param key the account's signing key, which every contract will bear
/// @param suppliers N of a combination; without it and without a level: 4
/// @param level of the group: alone a whole group, with `suppliers` a larger group than needed
/// @param neededSpace bytes of padded ciphertext before the code doubles it
/// @param invitation where accounts are registered by invitation only
/// @param zones in which its records may lie, up to 16; absent: all
/// @param tags that all of its suppliers must have, up to 16; absent: none
public record ReserveRequest(
        VerifyingKey key,
        @Nullable Integer suppliers,
        @Nullable Integer level,
        Code code,
        long neededSpace,
        @Nullable String invitation,
        @Nullable Set<String> zones,
        @Nullable Set<String> tags) {

    public ReserveRequest {
        Residency residency = Residency.of(zones, tags);
        zones = residency.zones();
        tags = residency.tags();
    }

    /// One that may lie anywhere.
    public ReserveRequest(
            VerifyingKey key,
            @Nullable Integer suppliers,
            @Nullable Integer level,
            Code code,
            long neededSpace,
            @Nullable String invitation) {
        this(key, suppliers, level, code, neededSpace, invitation, null, null);
    }

    public Residency residency() {
        return Residency.of(zones, tags);
    }

    /// Without the invitation.
    @Override
    public String toString() {
        return "ReserveRequest[key=%s, suppliers=%s, level=%s, code=%s, neededSpace=%d, zones=%s, tags=%s]"
                .formatted(key, suppliers, level, code, neededSpace, zones, tags);
    }
}
