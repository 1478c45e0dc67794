package dev.stowage.verification.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;

/// An entrant that finds nothing in the page cache when its round begins.
///
/// @param log the directory that it reads
record FromDisk(Entrant entrant, Path log) implements Entrant {

    @Override
    public String name() {
        return entrant.name();
    }

    @Override
    public double run(Path directory) throws IOException, InterruptedException {
        PageCache.forget(log);
        return entrant.run(directory);
    }

    @Override
    public void close() {
        entrant.close();
    }
}
