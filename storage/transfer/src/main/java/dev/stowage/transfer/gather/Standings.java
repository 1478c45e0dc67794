package dev.stowage.transfer.gather;

import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.supplier.SupplierClients;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What one gather thinks of the suppliers that it may ask. A supplier that serves many carriers is
/// judged once for all of them.
final class Standings {

    private final SupplierClients suppliers;
    private final Set<SupplierId> answered = new HashSet<>();
    private final Set<SupplierId> silent = new HashSet<>();
    private final Map<SupplierId, Standing> known = new HashMap<>();

    Standings(SupplierClients suppliers) {
        this.suppliers = suppliers;
    }

    void answered(SupplierId supplier) {
        answered.add(supplier);
    }

    /// It did not answer, or not now: what else it serves is asked for last.
    void silent(SupplierId supplier) {
        silent.add(supplier);
    }

    /// Those that were silent get another chance.
    void forgive() {
        silent.clear();
    }

    /// From here on they are judged anew.
    void refresh() {
        known.clear();
    }

    Standing of(SupplierId supplier) {
        return known.computeIfAbsent(supplier, this::judge);
    }

    private Standing judge(SupplierId supplier) {
        return new Standing(
                silent.contains(supplier) || suppliers.isSuspect(supplier),
                answered.contains(supplier),
                suppliers.expectedWait(supplier));
    }
}
