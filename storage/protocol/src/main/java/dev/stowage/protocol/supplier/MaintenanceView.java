package dev.stowage.protocol.supplier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a supplier answers nobody.
///
/// @param until when it answers again; absent if it does
/// @param reason as the operator gave it
/// @param inFlight requests of others that are still being served
public record MaintenanceView(@Nullable Instant until, @Nullable String reason, int inFlight) {}
