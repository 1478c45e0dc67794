/// Tokens: who asks, proved anew every few minutes. They are made where the keys are, cached until
/// shortly before they expire, and bounded in number; a key lives here only as long as the object
/// that was given it.
@NullMarked
package dev.stowage.transfer.token;

import org.jspecify.annotations.NullMarked;
