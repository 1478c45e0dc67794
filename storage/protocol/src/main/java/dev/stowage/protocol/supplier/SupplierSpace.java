package dev.stowage.protocol.supplier;

import java.util.List;

/// What becomes of the space that a supplier donates, in bytes.
///
/// @param total of all volumes that serve
/// @param volumes each of them, and those that do not serve
public record SupplierSpace(VolumeSpace total, List<VolumeView> volumes) {

    public SupplierSpace {
        volumes = List.copyOf(volumes);
    }
}
