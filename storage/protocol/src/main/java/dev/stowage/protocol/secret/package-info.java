/// Secrets that a service makes for itself and keeps in files that only its owner can read, the
/// operator's token among them.
@NullMarked
package dev.stowage.protocol.secret;

import org.jspecify.annotations.NullMarked;
