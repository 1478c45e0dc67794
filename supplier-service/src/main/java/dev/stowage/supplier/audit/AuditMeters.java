package dev.stowage.supplier.audit;

import dev.stowage.protocol.placement.AuditReport.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// Counts what one supplier found at others.
///
/// @param supplier the name of the supplier's directory
record AuditMeters(MeterRegistry registry, String supplier) {

    void done(Outcome outcome) {
        registry.counter(
                        "stowage.audit.done",
                        "supplier",
                        supplier,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
