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
/// @param octetSuppliers distinct suppliers that an octet should have, 2 … 8
/// @param octetPatience since the last supplier came, before an octet makes do with fewer
/// @param registration who may register an account
/// @param registrationsPerMinute accounts at most
@ConfigurationProperties(prefix = "stowage.placement", ignoreUnknownFields = false)
public record PlacementProperties(
        @DefaultValue("data/placement") Path data,
        @Nullable String operatorToken,
        @Nullable String bootstrapCode,
        @DefaultValue("1024") int bootstrapUses,
        @DefaultValue("2s") Duration heartbeatInterval,
        @DefaultValue("8") int octetSuppliers,
        @DefaultValue("20s") Duration octetPatience,
        @DefaultValue("open") Registration registration,
        @DefaultValue("600") int registrationsPerMinute) {

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
