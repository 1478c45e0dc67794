package dev.stowage.supplier.audit;

import java.time.Duration;

/// What a supplier gives to audits of others.
///
/// @param enabled whether it audits at all
/// @param every time between two audits, made longer by chance
public record AuditSettings(boolean enabled, Duration every) {

    private static final Duration SHORTEST = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofHours(24);

    public static final AuditSettings DEFAULT = new AuditSettings(true, Duration.ofMinutes(10));

    public AuditSettings {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "stowage.supplier.audit.every must be 50ms … 24h, got " + every);
        }
    }
}
