package dev.stowage.protocol.customer;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import java.util.List;

/// Where a file's blocks are.
public record FileBlocks(String path, LayoutView layout, List<Run> runs) {

    public FileBlocks {
        runs = List.copyOf(runs);
    }

    /// A run of the file within its block.
    ///
    /// @param offset within the block, bytes
    /// @param storedLength encrypted, bytes
    /// @param plainLength bytes of the file
    /// @param carriers position by position, at most the first [#MOST_CARRIERS]: those of a whole
    ///   group follow one another, the last of the group is followed by its first
    public record Run(
            Address address,
            int offset,
            int storedLength,
            int plainLength,
            List<CarrierId> carriers) {

        public static final int MOST_CARRIERS = 512;

        public Run {
            carriers = List.copyOf(carriers);
        }
    }
}
