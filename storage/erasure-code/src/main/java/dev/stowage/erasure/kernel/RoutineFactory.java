package dev.stowage.erasure.kernel;

/// Makes circuits and products of matrices ready to run.
public interface RoutineFactory {

    /// What the routines run on, as soon as they are warm.
    Kernel kernel();

    /// Makes a circuit ready to run.
    ///
    /// @throws IllegalStateException if this JVM lacks what the routine needs
    Routine routine(Circuit circuit);

    /// Makes products of matrices ready to run: a routine that overwrites its last rows, the
    /// targets, with sums of multiples of those before them, the sources. It takes one coefficient
    /// for each source and target, those of a source after one another, and there are as many
    /// sources as these are enough for. No target may be the same row as a source.
    ///
    /// @param targets how many rows the matrix has: 1 … [Kernel#mostTargets]
    /// @throws IllegalStateException if this JVM lacks what the routine needs
    Routine matrix(int targets);
}
