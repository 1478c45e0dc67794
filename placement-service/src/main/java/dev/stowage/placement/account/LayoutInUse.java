package dev.stowage.placement.account;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;

/// A layout, and how many accounts have it.
///
/// @param overrides by which these accounts have the carrier in question hold; none if it is one of
///   the layout's
/// @param neededSpace of all of these accounts together, in bytes, 2^62-1 at most
public record LayoutInUse(Layout layout, Overrides overrides, long accounts, long neededSpace) {

    /// Whether one of the layout's carriers other than the one in question belongs on this one.
    public boolean hasBeside(CarrierId other, CarrierId carrier) {
        return layout.covers(other)
                && !other.equals(carrier)
                && !overrides.holders().containsKey(other);
    }

    /// What all of these accounts may ask of each carrier; a byte for each of them more, at most.
    public long quotas() {
        return Math.min(Long.MAX_VALUE / 2, layout.supplierQuota(neededSpace) + accounts - 1);
    }
}
