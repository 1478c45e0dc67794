package dev.stowage.transfer.gather;

import dev.stowage.format.block.BlockReference;
import java.nio.ByteBuffer;

/// A block as it was gathered.
///
/// @param reference with the root that the owner signed
/// @param content the wanted bytes
public record GatheredBlock(BlockReference reference, ByteBuffer content) {}
