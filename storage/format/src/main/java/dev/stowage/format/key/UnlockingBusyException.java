package dev.stowage.format.key;

import java.time.Duration;

/// Thrown when other passwords are being checked for too long; the same attempt may work later.
public final class UnlockingBusyException extends RuntimeException {

    UnlockingBusyException(int atOnce, Duration patience) {
        super(
                "%d passwords are being checked already and none was done within %d ms"
                        .formatted(atOnce, patience.toMillis()));
    }
}
