package dev.stowage.format.key;

import dev.stowage.format.Bounds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// A session as its owner sees it in a list, without its token.
///
/// @param openedAt in whole milliseconds
/// @param expiresAt in whole milliseconds
/// @param label where it was opened, as the client said; at most [#MAX_LABEL_BYTES] of UTF-8
public record OpenSession(UUID id, Instant openedAt, Instant expiresAt, String label) {

    public static final int MAX_LABEL_BYTES = 48;

    public OpenSession {
        Bounds.requireRange(
                "length of a session's label in bytes",
                label.getBytes(StandardCharsets.UTF_8).length,
                0,
                MAX_LABEL_BYTES);
    }
}
