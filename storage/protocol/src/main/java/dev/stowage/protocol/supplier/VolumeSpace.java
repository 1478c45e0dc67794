package dev.stowage.protocol.supplier;

/// What becomes of the space that is donated, in bytes.
///
/// @param capacity donated
/// @param allocated spoken for by contracts
/// @param used padded ciphertext that lives
/// @param trash padded ciphertext that was dropped and can come back
/// @param headers what is needed besides: headers, heads, facts
/// @param dead what nothing needs and compaction gives back
/// @param log of all log files: used, trash, headers and dead together
/// @param free what may still be granted
public record VolumeSpace(
        long capacity,
        long allocated,
        long used,
        long trash,
        long headers,
        long dead,
        long log,
        long free) {}
