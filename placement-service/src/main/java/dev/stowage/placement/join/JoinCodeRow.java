package dev.stowage.placement.join;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.placement.registry.KeptTexts;
import dev.stowage.protocol.placement.ServiceRole;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A join code, as the database keeps it: only its hash.
@Entity
@Table(name = "join_code")
class JoinCodeRow {

    @Id private String hash;

    @Enumerated(EnumType.STRING)
    private @Nullable ServiceRole role;

    private @Nullable Long owner;
    private @Nullable String zone;
    private @Nullable String tags;
    private int usesLeft;
    private Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected JoinCodeRow() {}

    /// @param role who may join with it; absent: anybody
    JoinCodeRow(
            String hash,
            @Nullable ServiceRole role,
            @Nullable AccountNumber owner,
            @Nullable String zone,
            Set<String> tags,
            int uses,
            Instant expiresAt) {
        this.hash = hash;
        this.role = role;
        this.owner = owner == null ? null : owner.value();
        this.zone = zone;
        this.tags = KeptTexts.write(tags);
        this.usesLeft = uses;
        this.expiresAt = expiresAt;
    }

    boolean permits(ServiceRole wanted, Instant now) {
        return (role == null || role == wanted) && usesLeft > 0 && now.isBefore(expiresAt);
    }

    @Nullable AccountNumber owner() {
        return owner == null ? null : new AccountNumber(owner);
    }

    @Nullable String zone() {
        return zone;
    }

    Set<String> tags() {
        return KeptTexts.read(tags);
    }
}
