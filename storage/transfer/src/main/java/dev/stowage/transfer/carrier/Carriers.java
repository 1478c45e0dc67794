package dev.stowage.transfer.carrier;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.ServedCarrier;
import java.util.Collection;
import java.util.Map;

/// The directory of carriers: placement's answers, kept for a short time, and longer while
/// placement is away.
@SuppressWarnings("DoNotCallSuggester")
public final class Carriers {

    /// Who serves these carriers now; those that nobody serves are left out.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `placement-away` if placement does not answer and
    ///   one of them was never asked for before
    public Map<CarrierId, ServedCarrier> serving(Collection<CarrierId> wanted) {
        throw new UnsupportedOperationException(wanted.size() + " carriers");
    }

    /// What is known about these carriers may be out of date: placement is asked before they are
    /// used again. To be called with the carriers that a `generation-changed` names.
    public void forget(Collection<CarrierId> changed) {
        throw new UnsupportedOperationException(changed.size() + " carriers");
    }
}
