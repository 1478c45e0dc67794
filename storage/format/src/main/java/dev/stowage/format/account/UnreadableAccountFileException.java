package dev.stowage.format.account;

import org.jspecify.annotations.Nullable;

/// Thrown for a chain of blocks that is no account file of this account: changed, cut, mixed up or
/// longer than allowed. Nothing of it may be used.
public final class UnreadableAccountFileException extends RuntimeException {

    UnreadableAccountFileException(String message) {
        this(message, null);
    }

    UnreadableAccountFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
