package dev.stowage.erasure.kernel;

/// Makes circuits ready to run.
@FunctionalInterface
public interface RoutineFactory {

    /// @throws IllegalStateException if this JVM lacks what the routine needs
    Routine routine(Circuit circuit);
}
