package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.VerifyingKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a service got when it joined.
///
/// @param service the service's id for ever; a supplier's [SupplierId]
/// @param certificate signed by placement, to be shown with every request
/// @param placementKey by which everything that placement signs is checked
public record Joined(
        UUID service,
        String certificate,
        VerifyingKey placementKey,
        @Nullable AccountNumber owner,
        @Nullable String zone) {}
