package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rebuilds of an account.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record AccountRebuildPage(List<AccountRebuild> rebuilds, @Nullable Long next) {

    public AccountRebuildPage {
        rebuilds = List.copyOf(rebuilds);
    }
}
