package dev.stowage.supplier.hosting;

import java.nio.file.Path;

/// What a volume is told.
///
/// @param directory in which it lies
/// @param capacity bytes donated
/// @param carriers that it may serve
public record VolumeSettings(Path directory, long capacity, int carriers) {

    public VolumeSettings {
        if (capacity < 0 || carriers < 1) {
            throw new IllegalArgumentException(
                    "a volume of %d bytes for %d carriers cannot be".formatted(capacity, carriers));
        }
    }
}
