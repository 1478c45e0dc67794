package dev.stowage.protocol.placement;

/// A wish for block numbers.
///
/// @param count block numbers wanted, 1 … 1,048,576
public record BlockRangeRequest(int count) {

    public BlockRangeRequest {
        if (count < 1 || count > 1 << 20) {
            throw new IllegalArgumentException("count must be 1 … 1048576, got " + count);
        }
    }
}
