package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What placement knows of an account: little.
///
/// @param key by which its records are proved
/// @param owner by which it signs all else
/// @param reservedUntil when the number lapses unless a head comes before; absent once one has come
public record Account(
        AccountNumber number,
        VerifyingKey key,
        OwnerKey owner,
        Layout layout,
        long neededSpace,
        @Nullable Instant reservedUntil) {

    Account ownedBy(OwnerKey newest) {
        return new Account(number, key, newest, layout, neededSpace, reservedUntil);
    }

    boolean lapsed(Instant now) {
        return reservedUntil != null && now.isAfter(reservedUntil);
    }
}
