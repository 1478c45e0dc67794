package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who holds an account's files.
///
/// @param positions of the account's layout, at most the first [#MOST_POSITIONS]
/// @param suppliers of all of its layouts
/// @param distinctSuppliers in the account's layout
/// @param mayVanishNow the fewest over all layouts
/// @param zonesMayVanishNow the same of zones with all of their suppliers
public record SupplierList(
        List<Position> positions,
        List<Supplier> suppliers,
        int distinctSuppliers,
        int mayVanishNow,
        int zonesMayVanishNow) {

    /// The widest groups have too many for one answer.
    public static final int MOST_POSITIONS = 512;

    public SupplierList {
        positions = List.copyOf(positions);
        suppliers = List.copyOf(suppliers);
    }

    /// One supplier. `quota`, `used` and `free` are absent while it does not answer.
    ///
    /// @param carriers that it serves of the account's layouts
    /// @param free what can still be stored
    /// @param endsAt from when on nothing more is stored; absent unless the supplier gave notice
    public record Supplier(
            SupplierId supplier,
            String url,
            @Nullable String zone,
            boolean alive,
            Instant lastSeen,
            int carriers,
            @Nullable Long quota,
            @Nullable Long used,
            @Nullable Long free,
            @Nullable Instant endsAt) {}

    /// One position. `quota`, `used` and `free` are absent while the supplier does not answer.
    ///
    /// @param generation of the holder, if the carrier is overridden
    /// @param holder the carrier whose volume holds this position for the account alone; absent
    ///   unless it is overridden
    /// @param free what can still be stored with the supplier
    /// @param endsAt from when on nothing more is stored; absent unless the supplier gave notice
    public record Position(
            int position,
            CarrierId carrier,
            @Nullable CarrierId holder,
            int generation,
            SupplierId supplier,
            String url,
            @Nullable String zone,
            boolean alive,
            Instant lastSeen,
            @Nullable Long quota,
            @Nullable Long used,
            @Nullable Long free,
            @Nullable Instant endsAt) {}
}
