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
        long free) {

    public static final VolumeSpace NONE = new VolumeSpace(0, 0, 0, 0, 0, 0, 0, 0);

    /// That of two volumes together.
    public VolumeSpace plus(VolumeSpace other) {
        return new VolumeSpace(
                capacity + other.capacity,
                allocated + other.allocated,
                used + other.used,
                trash + other.trash,
                headers + other.headers,
                dead + other.dead,
                log + other.log,
                free + other.free);
    }
}
