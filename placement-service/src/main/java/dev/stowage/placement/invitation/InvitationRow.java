package dev.stowage.placement.invitation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An invitation, as the database keeps it: only its hash.
@Entity
@Table(name = "invitation")
class InvitationRow {

    @Id private String hash;

    private @Nullable Long mostSpace;
    private int usesLeft;
    private Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected InvitationRow() {}

    InvitationRow(String hash, @Nullable Long mostSpace, int uses, Instant expiresAt) {
        this.hash = hash;
        this.mostSpace = mostSpace;
        this.usesLeft = uses;
        this.expiresAt = expiresAt;
    }

    /// Bytes that its accounts may need at most.
    long mostSpace() {
        return mostSpace == null ? Long.MAX_VALUE : mostSpace;
    }

    boolean isGood(Instant now) {
        return usesLeft > 0 && now.isBefore(expiresAt);
    }
}
