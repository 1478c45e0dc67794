package dev.stowage.protocol.placement;

import dev.stowage.format.address.BlockNumber;
import org.jspecify.annotations.Nullable;

/// What an auditor found.
///
/// @param block that it asked for; absent if there was nothing to ask for
/// @param latencyMillis from the request to the whole answer, 0 … 600,000
public record AuditReport(@Nullable BlockNumber block, Outcome outcome, long latencyMillis) {

    public static final long MAX_LATENCY_MILLIS = 600_000;

    /// What became of it.
    public enum Outcome {

        /// The record came, and its owner signed it.
        GOOD,

        /// The supplier says that it does not have it.
        MISSING,

        /// The supplier says that it is damaged, or sent what its owner never signed.
        BAD,

        /// The supplier did not answer.
        AWAY,

        /// Nothing of the account is alive in the group, or nobody told what.
        NOTHING
    }

    public AuditReport {
        if ((block == null) != (outcome == Outcome.NOTHING)) {
            throw new IllegalArgumentException(
                    "an audit is about a block, unless there is nothing to audit");
        }
        if (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS) {
            throw new IllegalArgumentException(
                    "the latency of an audit is 0 … %d ms, got %d"
                            .formatted(MAX_LATENCY_MILLIS, latencyMillis));
        }
    }
}
