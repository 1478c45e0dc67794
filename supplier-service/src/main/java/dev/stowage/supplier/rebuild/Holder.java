package dev.stowage.supplier.rebuild;

import dev.stowage.protocol.placement.RebuildLease.FormerHolder;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;

/// A supplier that has records, or gets some.
public record Holder(SupplierId supplier, String url) {

    static Holder of(ServedCarrier carrier) {
        return new Holder(carrier.supplier(), carrier.url());
    }

    static Holder of(FormerHolder former) {
        return new Holder(former.supplier(), former.url());
    }
}
