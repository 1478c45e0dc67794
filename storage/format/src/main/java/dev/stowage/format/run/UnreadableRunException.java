package dev.stowage.format.run;

import org.jspecify.annotations.Nullable;

/// Thrown for bytes that are not the run that was written at this place under this key. Nothing of
/// such a run may be used.
public final class UnreadableRunException extends RuntimeException {

    UnreadableRunException(String message) {
        this(message, null);
    }

    UnreadableRunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
