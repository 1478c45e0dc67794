package dev.stowage.protocol.placement;

import dev.stowage.format.address.BlockNumber;

/// Block numbers first … first+count-1, never given out before.
public record BlockRangeGrant(BlockNumber first, int count) {}
