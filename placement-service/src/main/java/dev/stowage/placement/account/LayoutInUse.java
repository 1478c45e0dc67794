package dev.stowage.placement.account;

import dev.stowage.format.layout.Layout;

/// A layout, and how many accounts have it.
///
/// @param neededSpace of all of these accounts together, in bytes, 2^62-1 at most
public record LayoutInUse(Layout layout, long accounts, long neededSpace) {

    /// What all of these accounts may ask of each carrier; a byte for each of them more, at most.
    public long quotas() {
        return Math.min(Long.MAX_VALUE / 2, layout.supplierQuota(neededSpace) + accounts - 1);
    }
}
