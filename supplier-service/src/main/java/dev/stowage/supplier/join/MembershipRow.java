package dev.stowage.supplier.join;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.Joined;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one row of what a supplier is and what placement said of it.
@Entity
@Table(name = "membership")
class MembershipRow {

    static final int ONLY = 1;

    @Id private int id = ONLY;
    private UUID volume;
    private @Nullable UUID service;
    private @Nullable String certificate;
    private @Nullable String placementKey;
    private @Nullable Long owner;
    private @Nullable String zone;
    private @Nullable String assignments;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which fills the fields
    protected MembershipRow() {}

    MembershipRow(UUID volume) {
        this.volume = volume;
    }

    UUID volume() {
        return volume;
    }

    Optional<Joined> joined() {
        return service == null || certificate == null || placementKey == null
                ? Optional.empty()
                : Optional.of(
                        new Joined(
                                service,
                                certificate,
                                VerifyingKey.valueOf(placementKey),
                                owner == null ? null : new AccountNumber(owner),
                                zone));
    }

    void setJoined(Joined joined) {
        service = joined.service();
        certificate = joined.certificate();
        placementKey = joined.placementKey().toString();
        owner = joined.owner() == null ? null : joined.owner().value();
        zone = joined.zone();
    }

    Optional<String> assignments() {
        return Optional.ofNullable(assignments);
    }

    void setAssignments(String token) {
        assignments = token;
    }
}
