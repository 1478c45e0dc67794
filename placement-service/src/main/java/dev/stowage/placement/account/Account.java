package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What placement knows of an account: little.
///
/// @param reservedUntil when the number lapses unless a head comes before; absent once one has come
public record Account(
        AccountNumber number,
        VerifyingKey key,
        Layout layout,
        long neededSpace,
        @Nullable Instant reservedUntil) {

    boolean lapsed(Instant now) {
        return reservedUntil != null && now.isAfter(reservedUntil);
    }
}
