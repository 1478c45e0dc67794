/// What every decoder must bear: bytes that nobody of ours made.
@NullMarked
package dev.stowage.verification.decoder;

import org.jspecify.annotations.NullMarked;
