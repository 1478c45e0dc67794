package dev.stowage.erasure.kernel;

/// Makes circuits ready to run.
public interface RoutineFactory {

    /// What the routines run on, as soon as they are warm.
    Kernel kernel();

    /// Makes a circuit ready to run.
    ///
    /// @throws IllegalStateException if this JVM lacks what the routine needs
    Routine routine(Circuit circuit);
}
