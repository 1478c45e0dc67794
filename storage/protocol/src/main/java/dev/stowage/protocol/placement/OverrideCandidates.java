package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who could hold, for one account, what belongs on a carrier, the better ones first.
///
/// @param candidates at most [#MOST]
public record OverrideCandidates(CarrierId carrier, List<Candidate> candidates) {

    public static final int MOST = 20;

    public OverrideCandidates {
        candidates = List.copyOf(candidates);
    }

    /// One supplier.
    ///
    /// @param holder the carrier whose volume would hold it
    /// @param reserve whether that is a carrier of the same group that the account does not use
    /// @param newZone whether no other supplier of the layouts in question is in its zone
    /// @param grantable bytes that its volume could still grant
    public record Candidate(
            CarrierId holder,
            SupplierId supplier,
            String url,
            @Nullable String zone,
            boolean reserve,
            boolean newZone,
            long grantable) {}
}
