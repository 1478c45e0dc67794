package dev.stowage.placement.account;

import dev.stowage.format.address.BlockNumber;
import org.jspecify.annotations.Nullable;

/// Between which block numbers all that an account was ever given lie.
///
/// @param first that was given; absent if nobody noted it, then it is 0 or higher
/// @param next that was not given yet
public record GivenOut(@Nullable Long first, long next) {

    /// The lowest number that may be in use.
    public BlockNumber lowest() {
        return new BlockNumber(first == null ? 0 : first);
    }

    /// The highest.
    public BlockNumber highest() {
        return new BlockNumber(next - 1);
    }
}
