package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a join code fixes.
///
/// @param role who may join with it
/// @param owner the account that runs the supplier, if it has one: it never stores on its own
///   supplier
/// @param zone the failure domain of the supplier
/// @param tags of the supplier, by which accounts ask for suppliers of a kind: up to 16 of up to 32
///   characters of a-z, 0-9 and -; absent: none
/// @param uses joins that it allows, 1 … 1024
/// @param validSeconds until it expires, 60 … 31,536,000
public record JoinCodeRequest(
        ServiceRole role,
        @Nullable AccountNumber owner,
        @Nullable String zone,
        @Nullable Set<String> tags,
        int uses,
        long validSeconds) {

    /// Without tags.
    public JoinCodeRequest(
            ServiceRole role,
            @Nullable AccountNumber owner,
            @Nullable String zone,
            int uses,
            long validSeconds) {
        this(role, owner, zone, null, uses, validSeconds);
    }

    public JoinCodeRequest {
        tags = tags == null ? null : Residency.tags(tags);
        if (uses < 1 || uses > 1024) {
            throw new IllegalArgumentException("uses must be 1 … 1024, got " + uses);
        }
        if (validSeconds < 60 || validSeconds > 31_536_000) {
            throw new IllegalArgumentException(
                    "validSeconds must be 60 … 31536000, got " + validSeconds);
        }
        if (zone != null && (zone.isEmpty() || zone.length() > 64)) {
            throw new IllegalArgumentException("zone must be 1 … 64 characters");
        }
    }
}
