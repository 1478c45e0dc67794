package dev.stowage.protocol.placement;

import java.util.List;

/// Carriers and who serves them.
public record CarrierList(List<ServedCarrier> carriers) {

    public CarrierList {
        carriers = List.copyOf(carriers);
    }
}
