package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import java.util.List;

/// What an account's contracts grant it on each carrier: as much as that of its layouts asks for
/// that asks for most.
///
/// Files of several layouts never exceed it while they fit into the needed space together: of x
/// bytes in one and y in another a carrier of both holds 2x/C₁ + 2y/C₂, at most 2(x + y)/min(C₁,
/// C₂).
///
/// @param neededSpace bytes of padded ciphertext, before the code doubles them
/// @param overrides who holds what belongs on these carriers, for this account
record Claim(long neededSpace, List<Layout> layouts, Overrides overrides) {

    Claim {
        layouts = List.copyOf(layouts);
    }

    /// Of an account that overrode nothing.
    Claim(long neededSpace, List<Layout> layouts) {
        this(neededSpace, layouts, Overrides.NONE);
    }

    static Claim nothing() {
        return new Claim(0, List.of());
    }

    /// Bytes on a carrier; 0 if no layout covers it.
    long on(CarrierId carrier) {
        long most = 0;
        for (Layout layout : layouts) {
            if (layout.covers(carrier)) {
                most = Math.max(most, layout.supplierQuota(neededSpace));
            }
        }
        return most;
    }
}
