package dev.stowage.protocol.supplier;

import java.util.List;

/// The volumes of a supplier.
public record VolumeList(List<VolumeView> volumes) {

    public VolumeList {
        volumes = List.copyOf(volumes);
    }
}
