package dev.stowage.format.account;

import dev.stowage.format.address.BlockNumber;

/// Gives out block numbers of one account, each once and never again.
@FunctionalInterface
public interface BlockNumbers {

    /// @param count 1 … [AccountFileWriter#MAX_LINKS]
    /// @return the first of so many consecutive numbers
    BlockNumber takeConsecutive(int count);
}
