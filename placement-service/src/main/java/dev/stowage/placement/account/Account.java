package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.Residency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What placement knows of an account: little.
///
/// @param key by which its records are proved
/// @param owner by which it signs all else
/// @param residency where its records may lie
/// @param reservedUntil when the number lapses unless a head comes before; absent once one has come
public record Account(
        AccountNumber number,
        VerifyingKey key,
        OwnerKey owner,
        Layout layout,
        long neededSpace,
        Residency residency,
        @Nullable Instant reservedUntil) {

    Account ownedBy(OwnerKey newest) {
        return new Account(number, key, newest, layout, neededSpace, residency, reservedUntil);
    }

    /// Whether its records may lie with a supplier: nobody stores on his own.
    public boolean mayLieWith(SupplierStatus supplier) {
        return residency.allows(supplier.zone(), supplier.tags())
                && !number.equals(supplier.owner());
    }

    boolean lapsed(Instant now) {
        return reservedUntil != null && now.isAfter(reservedUntil);
    }
}
