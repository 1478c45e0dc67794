package dev.stowage.placement;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings of placement.
///
/// @param data directory of the identity, the operators' token and the H2 file
/// @param operatorToken of the operators; without it one is made and kept in `data/operator-token`
/// @param bootstrapCode a join code for services of every role, without an operator
/// @param bootstrapUses joins that it is good for
/// @param heartbeatInterval what suppliers are told; after three missed they do not count as alive
/// @param offlineAfter silence after which a supplier counts as away
/// @param deadAfter silence after which it counts as lost
/// @param newcomerPeriod for so long, counted while it is alive, a new supplier is preferred less
/// @param auditInterval after which a supplier gets another audit
/// @param octetSuppliers distinct suppliers that an octet should have, 2 … 8
/// @param octetPatience since the last supplier came, before an octet makes do with fewer
/// @param registration who may register an account
/// @param registrationsPerMinute accounts at most
/// @param replaceAutomatically whether others get the carriers of a supplier that is gone without
///   an operator's word
/// @param rebuildLease how long a supplier has a rebuild without saying how far it is
@ConfigurationProperties(prefix = "stowage.placement", ignoreUnknownFields = false)
public record PlacementProperties(
        @DefaultValue("data/placement") Path data,
        @Nullable String operatorToken,
        @Nullable String bootstrapCode,
        @DefaultValue("1024") int bootstrapUses,
        @DefaultValue("2s") Duration heartbeatInterval,
        @DefaultValue("5m") Duration offlineAfter,
        @DefaultValue("24h") Duration deadAfter,
        @DefaultValue("7d") Duration newcomerPeriod,
        @DefaultValue("10m") Duration auditInterval,
        @DefaultValue("8") int octetSuppliers,
        @DefaultValue("20s") Duration octetPatience,
        @DefaultValue("open") Registration registration,
        @DefaultValue("600") int registrationsPerMinute,
        @DefaultValue("true") boolean replaceAutomatically,
        @DefaultValue("60s") Duration rebuildLease) {

    private static final Duration LONGEST = Duration.ofDays(365);

    public PlacementProperties {
        if (octetSuppliers < 2 || octetSuppliers > 8) {
            throw new IllegalArgumentException(
                    "stowage.placement.octet-suppliers must be 2 … 8, got " + octetSuppliers);
        }
        if (heartbeatInterval.toMillis() < 50 || heartbeatInterval.toMinutes() > 10) {
            throw new IllegalArgumentException(
                    "stowage.placement.heartbeat-interval must be 50ms … 10m, got "
                            + heartbeatInterval);
        }
        if (rebuildLease.toMillis() < 1000 || rebuildLease.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "stowage.placement.rebuild-lease must be 1s … 1h, got " + rebuildLease);
        }
        if (offlineAfter.toMillis() < 50 || offlineAfter.compareTo(deadAfter) > 0) {
            throw new IllegalArgumentException(
                    "stowage.placement.offline-after must be 50ms … dead-after (%s), got %s"
                            .formatted(deadAfter, offlineAfter));
        }
        if (deadAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "stowage.placement.dead-after must be at most 365d, got " + deadAfter);
        }
        if (newcomerPeriod.isNegative() || newcomerPeriod.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "stowage.placement.newcomer-period must be 0s … 365d, got " + newcomerPeriod);
        }
        if (auditInterval.toMillis() < 50 || auditInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "stowage.placement.audit-interval must be 50ms … 24h, got " + auditInterval);
        }
        if (bootstrapUses < 1 || registrationsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "stowage.placement.bootstrap-uses and .registrations-per-minute must be 1 or"
                            + " more");
        }
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "PlacementProperties[data=%s, heartbeatInterval=%s, octetSuppliers=%d, octetPatience=%s, registration=%s]"
                .formatted(data, heartbeatInterval, octetSuppliers, octetPatience, registration);
    }

    /// Who may register an account.
    public enum Registration {
        OPEN,
        INVITATION,
        CLOSED
    }
}
