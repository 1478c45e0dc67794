package dev.stowage.placement.carrier;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// A carrier, as the database keeps it: which volume serves it, in which generation.
@Entity
@Table(name = "carrier")
class CarrierRow {

    @Id private long id;
    private int generation;
    private UUID volume;

    @SuppressWarnings("NullAway.Init")
    protected CarrierRow() {}

    ServedPlace place() {
        return new ServedPlace(id, generation, volume);
    }
}
