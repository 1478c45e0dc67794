package dev.stowage.protocol.customer;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.placement.SupplierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who could take a position of an account's layout over, the better ones first.
///
/// @param carrier at the position
/// @param candidates at most 20
public record SupplierCandidates(int position, CarrierId carrier, List<Candidate> candidates) {

    public SupplierCandidates {
        candidates = List.copyOf(candidates);
    }

    /// One supplier.
    ///
    /// @param reserve whether it serves a carrier of the same group that the account does not use
    /// @param newZone whether no other supplier of the layout is in its zone
    public record Candidate(
            SupplierId supplier,
            String url,
            @Nullable String zone,
            boolean reserve,
            boolean newZone) {}
}
