package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;

/// Who takes part in a heat.
interface Entrant extends AutoCloseable {

    String name();

    /// Does its work once.
    ///
    /// @param directory empty, its own for this round
    /// @return its speed, in units of 10^9 bytes of records a second
    double run(Path directory) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
