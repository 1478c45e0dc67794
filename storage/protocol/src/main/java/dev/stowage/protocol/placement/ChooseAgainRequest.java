package dev.stowage.protocol.placement;

import java.util.Set;

/// Suppliers that refused a contract.
public record ChooseAgainRequest(Set<SupplierId> refused) {

    public ChooseAgainRequest {
        refused = Set.copyOf(refused);
    }
}
