package dev.stowage.supplier.hosting;

import dev.stowage.protocol.supplier.VolumeView;
import dev.stowage.protocol.supplier.VolumeView.State;
import java.util.Optional;
import java.util.UUID;

/// A volume that could not be opened.
///
/// @param volume its id, if another one knows it
/// @param reason in words
public record FailedVolume(VolumeSettings settings, Optional<UUID> volume, String reason) {

    VolumeView view() {
        return new VolumeView(
                volume.orElse(null), settings.name(), State.FAILED, reason, 0, null, null);
    }
}
