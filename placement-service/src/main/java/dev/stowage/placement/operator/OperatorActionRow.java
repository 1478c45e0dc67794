package dev.stowage.placement.operator;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator did, as the database keeps it for ever.
@Entity
@Table(name = "operator_action")
class OperatorActionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant happenedAt;
    private String action;
    private String detail;

    @SuppressWarnings("NullAway.Init")
    protected OperatorActionRow() {}

    OperatorActionRow(Instant happenedAt, String action, String detail) {
        this.happenedAt = happenedAt;
        this.action = action;
        this.detail = detail;
    }

    Instant happenedAt() {
        return happenedAt;
    }

    String action() {
        return action;
    }

    String detail() {
        return detail;
    }
}
