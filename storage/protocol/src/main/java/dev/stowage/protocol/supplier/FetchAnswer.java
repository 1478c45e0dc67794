package dev.stowage.protocol.supplier;

import java.util.List;

/// Outcomes of a fetch, in the order asked for.
///
/// @param besideCustomers whether the supplier serves customers at the same time: who rebuilds
///   takes his time then. Said to those only, in the header [#BESIDE_CUSTOMERS]
public record FetchAnswer(List<FetchOutcome> outcomes, boolean besideCustomers) {

    /// The header that says it: `true`, or absent.
    public static final String BESIDE_CUSTOMERS = "Stowage-Beside-Customers";

    public FetchAnswer {
        outcomes = List.copyOf(outcomes);
    }

    public FetchAnswer(List<FetchOutcome> outcomes) {
        this(outcomes, false);
    }
}
