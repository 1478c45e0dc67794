package dev.stowage.protocol.customer;

import dev.stowage.protocol.placement.SupplierId;
import org.jspecify.annotations.Nullable;

/// Another supplier for one position of the account's layout.
///
/// @param with that supplier; absent if placement is to choose
public record ReplaceRequest(@Nullable SupplierId with) {

    public static final ReplaceRequest BY_ANYBODY = new ReplaceRequest(null);
}
