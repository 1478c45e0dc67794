package dev.stowage.protocol.customer;

import dev.stowage.protocol.placement.Residency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wish for an account.
///
/// @param neededSpace bytes of padded ciphertext that the account may hold
/// @param suppliers N: 2, 4, 7, 13, 18, 26 or 64; without it and without a level: 4
/// @param level 0 … 7: alone a whole group, with `suppliers` a larger group than needed
/// @param code `rs` (default) or `xor`
/// @param blockSize bytes of blocks that small files share, at most 64 MiB; default 1 MiB. At least
///   64 KiB, and 1 KiB for each of the layout's data fragments
/// @param maxBlockSize bytes that the blocks of large files grow to; default 4 MiB, both raised to
///   what the layout needs
/// @param compression whether runs are compressed where it pays; default true
/// @param invitation a code of the operator, where accounts are registered by invitation only
/// @param zones in which everything of the account may lie, up to 16; default all
/// @param tags that all of its suppliers must have, up to 16 of up to 32 characters of a-z, 0-9 and
///   -; default none
public record RegisterRequest(
        String password,
        long neededSpace,
        @Nullable Integer suppliers,
        @Nullable Integer level,
        @Nullable String code,
        @Nullable Integer blockSize,
        @Nullable Integer maxBlockSize,
        @Nullable Boolean compression,
        @Nullable String invitation,
        @Nullable Set<String> zones,
        @Nullable Set<String> tags) {

    public RegisterRequest {
        Residency residency = Residency.of(zones, tags);
        zones = residency.zones();
        tags = residency.tags();
    }

    /// One that may lie anywhere.
    public RegisterRequest(
            String password,
            long neededSpace,
            @Nullable Integer suppliers,
            @Nullable Integer level,
            @Nullable String code,
            @Nullable Integer blockSize,
            @Nullable Integer maxBlockSize,
            @Nullable Boolean compression,
            @Nullable String invitation) {
        this(
                password,
                neededSpace,
                suppliers,
                level,
                code,
                blockSize,
                maxBlockSize,
                compression,
                invitation,
                null,
                null);
    }

    /// Without the password and the invitation.
    @Override
    public String toString() {
        return "RegisterRequest[neededSpace=%d, suppliers=%s, level=%s, code=%s, zones=%s, tags=%s]"
                .formatted(neededSpace, suppliers, level, code, zones, tags);
    }
}
