package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.placement.VolumeState;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// A volume, as the database keeps it: what its supplier said of it last, or not long ago.
@Entity
@Table(name = "volume")
class VolumeRow {

    @Id private UUID id;
    private UUID supplier;
    private long capacity;
    private long allocated;
    private long used;
    private int carriers;

    @SuppressWarnings("NullAway.Init")
    protected VolumeRow() {}

    VolumeRow(SupplierId supplier, VolumeState state) {
        this.id = state.volume();
        this.supplier = supplier.value();
        this.capacity = state.capacity();
        this.allocated = state.allocated();
        this.used = state.used();
        this.carriers = state.carriers();
    }

    SupplierId supplier() {
        return new SupplierId(supplier);
    }

    VolumeState state() {
        return new VolumeState(id, capacity, allocated, used, carriers);
    }
}
