package dev.stowage.transfer.supplier;

import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;

/// One client for each supplier, behind its circuit breaker.
@SuppressWarnings("DoNotCallSuggester")
public final class SupplierClients {

    /// A client of a supplier; calls fail at once while its breaker is open.
    public SupplierApi client(SupplierId supplier, String url) {
        throw new UnsupportedOperationException(supplier + " at " + url);
    }

    /// A client of the supplier that serves a carrier.
    public SupplierApi client(ServedCarrier carrier) {
        return client(carrier.supplier(), carrier.url());
    }
}
