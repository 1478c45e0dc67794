package dev.stowage.cluster.walk;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.supplier.door.SupplierAnswers;
import dev.stowage.supplier.hosting.RebuildAnswers;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.store.RecordMemory;
import org.jspecify.annotations.Nullable;

/// The way to one supplier: open while it lives.
final class Door {

    private final String name;
    private final SupplierApi toCustomers = new SupplierAnswers(this::here, () -> RecordMemory.NEW);
    private final RebuildApi toRebuilders = new RebuildAnswers(this::here, () -> RecordMemory.NEW);
    private volatile @Nullable Supplier supplier;

    Door(String name) {
        this.name = name;
    }

    void open(Supplier behind) {
        supplier = behind;
    }

    void shut() {
        supplier = null;
    }

    SupplierApi toCustomers() {
        return toCustomers;
    }

    RebuildApi toRebuilders() {
        return toRebuilders;
    }

    private Supplier here() {
        Supplier behind = supplier;
        if (behind == null) {
            throw new Fault(FaultCode.SUPPLIER_AWAY, name + " does not answer");
        }
        return behind;
    }
}
