/// Endpoints and the bytes of strangers: right requests are caught as a client of ours sends them,
/// made wrong by seed and sent over plain sockets.
@NullMarked
package dev.stowage.verification.endpoint;

import org.jspecify.annotations.NullMarked;
