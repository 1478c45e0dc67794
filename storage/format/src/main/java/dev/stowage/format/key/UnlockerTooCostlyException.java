package dev.stowage.format.key;

/// Thrown when an unlocker asks for more than is computed here, before any of it is taken.
public final class UnlockerTooCostlyException extends RuntimeException {

    UnlockerTooCostlyException(UnlockCost asked, UnlockCost most) {
        super("an unlocker takes %s, here it may take %s".formatted(asked, most));
    }
}
