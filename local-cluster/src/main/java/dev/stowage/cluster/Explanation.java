package dev.stowage.cluster;

import java.util.Objects;

/// The sentence behind a stack of wrapped failures.
final class Explanation {

    private Explanation() {}

    /// The message of the deepest cause.
    static String of(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return Objects.toString(deepest.getMessage(), deepest.getClass().getSimpleName());
    }
}
