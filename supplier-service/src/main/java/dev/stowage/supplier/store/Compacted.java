package dev.stowage.supplier.store;

import java.time.Duration;

/// What a compaction did.
///
/// @param files that were replaced by one, or by none
/// @param before bytes of these files
/// @param after bytes of the file in their place
/// @param entries that were copied
/// @param decayed of them, copied as they are
/// @param time that it took
public record Compacted(
        int files, long before, long after, int entries, int decayed, Duration time) {}
