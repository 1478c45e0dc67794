package dev.stowage.protocol.placement;

import java.util.UUID;

/// The id of a supplier, given by placement when it joins.
public record SupplierId(UUID value) {

    public static SupplierId valueOf(String text) {
        return new SupplierId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
