package dev.stowage.verification.benchmarks.race;

import java.util.List;

/// What takes part in a race: the same work, done on as many threads as there are passes.
///
/// @param name for messages
/// @param bytes how many bytes one pass counts for
/// @param passes one for each thread, on memory of its own; run again and again
public record Contestant(String name, long bytes, List<Runnable> passes) {

    public Contestant {
        passes = List.copyOf(passes);
        if (bytes <= 0 || passes.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: %d bytes by %d threads".formatted(name, bytes, passes.size()));
        }
    }
}
