/// Gathering blocks: the data halves from their carriers, parity where something is missing, bad or
/// slow.
@NullMarked
package dev.stowage.transfer.gather;

import org.jspecify.annotations.NullMarked;
