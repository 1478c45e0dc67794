package dev.stowage.protocol.supplier;

import java.util.List;

/// Outcomes of a fetch, in the order asked for.
public record FetchAnswer(List<FetchOutcome> outcomes) {

    public FetchAnswer {
        outcomes = List.copyOf(outcomes);
    }
}
