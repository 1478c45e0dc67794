package dev.stowage.placement.head;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The current head of an account, as the database keeps it.
@Entity
@Table(name = "head")
class HeadRow {

    @Id private long account;
    private long version;
    private byte[] countersigned;

    @SuppressWarnings("NullAway.Init")
    protected HeadRow() {}

    long version() {
        return version;
    }

    byte[] countersigned() {
        return countersigned;
    }
}
