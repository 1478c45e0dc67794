package dev.stowage.cluster.writers;

import dev.stowage.format.signature.Digest;
import java.util.Map;

/// What a client hears.
sealed interface Answer {

    /// Nothing that could be relied on: the connection broke, time ran out, or the service says
    /// that it does not know.
    record Lost(String why) implements Answer {}

    /// @param code of the problem; empty if there is none
    /// @param sights what it says of files, by their paths
    record Told(int status, String code, Map<String, Sight> sights) implements Answer {

        public Told {
            sights = Map.copyOf(sights);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /// A version of a file.
    ///
    /// @param tag with its quotes
    record Sight(String tag, Digest digest) {}
}
