package dev.stowage.protocol.placement;

import java.util.List;

/// Volumes that could serve a carrier, those that placement prefers first.
///
/// @param candidates at most [#MAX_CANDIDATES]
public record CandidateList(List<Candidate> candidates) {

    public static final int MAX_CANDIDATES = 100;

    public CandidateList {
        candidates = List.copyOf(candidates);
    }
}
