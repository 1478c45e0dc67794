package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The combination, position by position.
public record SupplierList(List<Position> positions, int distinctSuppliers, int mayVanishNow) {

    public SupplierList {
        positions = List.copyOf(positions);
    }

    /// One position. `quota` and `used` are absent while the supplier does not answer.
    public record Position(
            int position,
            CarrierId carrier,
            int generation,
            SupplierId supplier,
            String url,
            @Nullable String zone,
            boolean alive,
            Instant lastSeen,
            @Nullable Long quota,
            @Nullable Long used) {}
}
