/// The block: filled with encrypted runs, padded, coded, hashed, signed in batches, cut into
/// records.
///
/// Stations: [BlockBuffer] (memory, reused) → [EncodedBlock] → [SignedBlock] → record. Memory is
/// bounded by whoever owns the buffers; nothing here allocates by the size of a file.
@NullMarked
package dev.stowage.format.block;

import org.jspecify.annotations.NullMarked;
