package dev.stowage.protocol.customer;

import java.time.Instant;
import java.util.UUID;

/// An open session, without its token.
///
/// @param label where it was opened, as the client said (`User-Agent`, shortened)
/// @param current whether it is the caller's own
public record SessionView(
        UUID id, Instant openedAt, Instant expiresAt, String label, boolean current) {}
