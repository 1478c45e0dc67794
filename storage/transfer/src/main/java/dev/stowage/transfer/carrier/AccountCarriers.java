package dev.stowage.transfer.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.ServedCarrier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The directory as one account sees it: a carrier that it overrode is served by whoever serves the
/// holder, in the holder's generation.
public record AccountCarriers(Carriers all, Overrides overrides) {

    /// As [Carriers#serving]: each by the carrier that was asked for.
    ///
    /// @throws Fault `placement-away`
    public Map<CarrierId, ServedCarrier> serving(Collection<CarrierId> wanted) {
        if (overrides.isNone()) {
            return all.serving(wanted);
        }
        Map<CarrierId, ServedCarrier> holders = all.serving(overrides.holdersOf(wanted));
        Map<CarrierId, ServedCarrier> serving = new HashMap<>();
        for (CarrierId carrier : wanted) {
            ServedCarrier holder = holders.get(overrides.holderOf(carrier));
            if (holder != null) {
                serving.put(carrier, holder.inPlaceOf(carrier));
            }
        }
        return serving;
    }

    /// As [Carriers#doubt].
    public void doubt(Collection<CarrierId> carriers) {
        all.doubt(overrides.holdersOf(carriers));
    }

    /// As [Carriers#forget].
    public void forget(Collection<CarrierId> changed) {
        all.forget(overrides.holdersOf(changed));
    }
}
