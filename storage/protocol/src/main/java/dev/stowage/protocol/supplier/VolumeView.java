package dev.stowage.protocol.supplier;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A volume of a supplier.
///
/// @param volume its id; absent if it cannot be opened and no other volume knows it
/// @param directory in which it lies
/// @param state whether it serves
/// @param reason why it does not serve; absent if it does
/// @param carriers that it serves now
/// @param drain how far its drain is; absent if it is not drained
/// @param space that is donated there; nothing is known of one that does not serve
public record VolumeView(
        @Nullable UUID volume,
        String directory,
        State state,
        @Nullable String reason,
        long carriers,
        @Nullable DrainView drain,
        @Nullable VolumeSpace space) {

    /// Whether a volume serves.
    public enum State {
        /// It does.
        SERVING,
        /// Its disk has no room: what is there is served.
        FULL,
        /// It could not be opened, or is not there, or its disk failed since.
        FAILED
    }
}
