package dev.stowage.placement.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.token.AssignedCarrier;
import java.util.UUID;

/// A carrier and who serves it now.
///
/// @param takesNew whether something new may come to its volume
/// @param grantable bytes that its volume could still grant
public record Serving(
        CarrierId carrier,
        int generation,
        UUID volume,
        SupplierStatus supplier,
        boolean alive,
        boolean takesNew,
        long grantable) {

    public AssignedCarrier assigned() {
        return new AssignedCarrier(carrier, generation, volume);
    }

    /// The same volume as an account sees it at a carrier that it overrode by this one.
    public Serving inPlaceOf(CarrierId overridden) {
        return new Serving(overridden, generation, volume, supplier, alive, takesNew, grantable);
    }

    /// As callers see it: whether new blocks should come to it is said softly, for a hot supplier
    /// takes what comes.
    public ServedCarrier toMessage() {
        return new ServedCarrier(
                carrier,
                generation,
                supplier.id(),
                supplier.key(),
                String.valueOf(supplier.url()),
                supplier.zone(),
                volume,
                supplier.lastSeen(),
                alive,
                takesNew && !supplier.load().isHot());
    }
}
