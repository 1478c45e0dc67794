package dev.stowage.protocol.placement;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A volume that could serve a carrier.
///
/// @param grantable bytes that it could still grant
/// @param asked bytes that all accounts together may ask of it for the carrier
/// @param alone whether its supplier serves no other carrier of any layout that covers this one
/// @param hasSlot whether it serves fewer carriers than its supplier offered
/// @param newZone whether no other carrier of the octet is in its zone
public record Candidate(
        SupplierId supplier,
        UUID volume,
        @Nullable String zone,
        long grantable,
        long asked,
        boolean alone,
        boolean hasSlot,
        boolean newZone) {}
