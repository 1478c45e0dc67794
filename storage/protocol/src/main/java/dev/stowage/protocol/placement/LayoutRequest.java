package dev.stowage.protocol.placement;

import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.LayoutWish.OfSuppliers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wish for a layout beside those that an account has.
///
/// @param suppliers N of a combination
/// @param level alone a whole group, with `suppliers` a group of this level
/// @param refused suppliers that must not be chosen: they granted no contract
public record LayoutRequest(
        @Nullable Integer suppliers, @Nullable Integer level, Code code, Set<SupplierId> refused) {

    public LayoutRequest {
        refused = Set.copyOf(refused);
    }

    /// @throws dev.stowage.protocol.fault.Fault `invalid-suppliers`, `invalid-level`,
    ///   `invalid-layout`
    public LayoutWish wish() {
        return LayoutWish.of(suppliers, level, code);
    }

    /// Whether a layout is what is asked for. A combination without a level may be in any group.
    public boolean isFulfilledBy(Layout layout) {
        LayoutWish asked = wish();
        LayoutWish there = LayoutWish.of(layout);
        return asked.equals(there)
                || (level == null
                        && asked instanceof OfSuppliers(Code askedCode, int askedSuppliers, var _)
                        && there instanceof OfSuppliers(Code thereCode, int thereSuppliers, var _)
                        && askedCode == thereCode
                        && askedSuppliers == thereSuppliers);
    }

    /// The same, asked again after these refused.
    public LayoutRequest refusedBy(Set<SupplierId> suppliersThatRefused) {
        return new LayoutRequest(suppliers, level, code, suppliersThatRefused);
    }
}
