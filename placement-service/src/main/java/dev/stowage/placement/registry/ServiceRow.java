package dev.stowage.placement.registry;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.ServiceRole;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A service that joined, as the database keeps it.
@Entity
@Table(name = "service")
public class ServiceRow {

    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    private ServiceRole role;

    private String verifyingKey;
    private @Nullable Long owner;
    private @Nullable String zone;
    private @Nullable String tags;
    private Instant joinedAt;
    private @Nullable String url;
    private @Nullable Instant lastSeen;
    private @Nullable Instant leavesAt;
    private @Nullable Instant maintainedUntil;
    private @Nullable Instant firedAt;

    @SuppressWarnings("NullAway.Init")
    protected ServiceRow() {}

    public ServiceRow(
            UUID id,
            ServiceRole role,
            VerifyingKey key,
            @Nullable AccountNumber owner,
            @Nullable String zone,
            Set<String> tags,
            Instant joinedAt) {
        this.id = id;
        this.role = role;
        this.verifyingKey = key.toString();
        this.owner = owner == null ? null : owner.value();
        this.zone = zone;
        this.tags = KeptTexts.write(tags);
        this.joinedAt = joinedAt;
    }

    public UUID id() {
        return id;
    }

    public ServiceRole role() {
        return role;
    }

    public VerifyingKey key() {
        return VerifyingKey.valueOf(verifyingKey);
    }

    public @Nullable AccountNumber owner() {
        return owner == null ? null : new AccountNumber(owner);
    }

    public @Nullable String zone() {
        return zone;
    }

    public Set<String> tags() {
        return KeptTexts.read(tags);
    }

    public Instant joinedAt() {
        return joinedAt;
    }

    public @Nullable String url() {
        return url;
    }

    public @Nullable Instant lastSeen() {
        return lastSeen;
    }

    @Nullable Instant leavesAt() {
        return leavesAt;
    }

    @Nullable Instant maintainedUntil() {
        return maintainedUntil;
    }

    @Nullable Instant firedAt() {
        return firedAt;
    }

    /// @param since null if it is hired again
    void fired(@Nullable Instant since) {
        firedAt = since;
    }

    void seen(SupplierStatus status) {
        url = status.url();
        lastSeen = status.lastSeen();
        leavesAt = status.leavesAt();
        maintainedUntil = status.maintainedUntil();
    }
}
