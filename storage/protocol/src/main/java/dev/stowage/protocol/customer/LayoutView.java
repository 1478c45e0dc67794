package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import org.jspecify.annotations.Nullable;

/// A layout as people read it.
///
/// @param suppliers N of a combination, absent for a whole group
/// @param level of the group
/// @param carriers C that hold a block
/// @param tolerance carriers that may be lost
/// @param writeThreshold carriers that must hold a block before it counts as stored
public record LayoutView(
        Code code,
        @Nullable Integer suppliers,
        int level,
        CarrierGroup group,
        int carriers,
        int tolerance,
        int writeThreshold) {

    public static LayoutView of(Layout layout) {
        return new LayoutView(
                layout.code(),
                layout instanceof Combination combination ? combination.suppliers() : null,
                layout.group().level().value(),
                layout.group(),
                layout.carriers(),
                layout.tolerance(),
                layout.writeThreshold());
    }
}
