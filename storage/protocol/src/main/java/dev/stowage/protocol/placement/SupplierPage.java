package dev.stowage.protocol.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the suppliers that joined, in the order of their ids.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record SupplierPage(List<SupplierView> suppliers, @Nullable SupplierId next) {

    public static final int MAX_SUPPLIERS = 1000;

    public SupplierPage {
        suppliers = List.copyOf(suppliers);
    }
}
