package dev.stowage.protocol.placement;

import org.jspecify.annotations.Nullable;

/// How far a rebuild is.
///
/// @param wanted records that were missing, as far as is known
/// @param rebuilt of them, since the lease began
/// @param impossible of them: too little is left of their blocks, or cannot be had now
/// @param bytesRebuilt of the rebuilt records: fragments
/// @param bytesRead of fragments, from suppliers
/// @param ended whether the supplier gives the lease back
/// @param trouble what stands in the way, for the operator
public record RebuildProgress(
        long wanted,
        long rebuilt,
        long impossible,
        long bytesRebuilt,
        long bytesRead,
        boolean ended,
        @Nullable String trouble) {

    /// Characters of a trouble.
    public static final int MAX_TROUBLE = 500;

    public RebuildProgress {
        if (wanted < 0 || rebuilt < 0 || impossible < 0 || bytesRebuilt < 0 || bytesRead < 0) {
            throw new IllegalArgumentException(
                    "figures of a rebuild are 0 or more, got %d, %d, %d, %d and %d"
                            .formatted(wanted, rebuilt, impossible, bytesRebuilt, bytesRead));
        }
        if (trouble != null && trouble.length() > MAX_TROUBLE) {
            throw new IllegalArgumentException(
                    "a trouble has at most %d characters, got %d"
                            .formatted(MAX_TROUBLE, trouble.length()));
        }
    }
}
