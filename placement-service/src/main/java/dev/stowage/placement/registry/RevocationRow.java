package dev.stowage.placement.registry;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// That a service is not believed any more, as the database keeps it for ever.
@Entity
@Table(name = "revocation")
public class RevocationRow {

    @Id private UUID service;
    private long revision;
    private Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected RevocationRow() {}

    RevocationRow(UUID service, long revision, Instant revokedAt) {
        this.service = service;
        this.revision = revision;
        this.revokedAt = revokedAt;
    }

    UUID service() {
        return service;
    }

    long revision() {
        return revision;
    }

    Instant revokedAt() {
        return revokedAt;
    }
}
