package dev.stowage.protocol.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rebuilds of the account.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record OwnRebuildPage(List<OwnRebuild> rebuilds, @Nullable Long next) {

    public OwnRebuildPage {
        rebuilds = List.copyOf(rebuilds);
    }
}
