package dev.stowage.cluster.writers;

import dev.stowage.format.signature.Digest;
import java.util.Map;
import java.util.Optional;

/// What a client hears.
sealed interface Answer {

    /// Nothing that could be relied on: the connection broke, time ran out, or the service says
    /// that it does not know.
    record Lost(String why) implements Answer {}

    /// @param code of the problem; empty if there is none
    /// @param sights what it says of files, by their paths
    /// @param spared what it says of a version that was replaced or deleted
    record Told(int status, String code, Map<String, Sight> sights, Spared spared)
            implements Answer {

        public Told {
            sights = Map.copyOf(sights);
        }

        Told(int status, String code, Map<String, Sight> sights) {
            this(status, code, sights, Spared.NOTHING);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /// A version that is kept because nobody could know it, and one that had to go for it.
    ///
    /// @param kept its tag, with its quotes
    /// @param dropped the same
    record Spared(Optional<String> kept, Optional<String> dropped) {

        static final Spared NOTHING = new Spared(Optional.empty(), Optional.empty());
    }

    /// A version of a file.
    ///
    /// @param tag with its quotes
    record Sight(String tag, Digest digest) {}
}
