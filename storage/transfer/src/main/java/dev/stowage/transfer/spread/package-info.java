/// Spreading blocks: every record to its carrier, as few requests as fit, acknowledged at the write
/// threshold.
@NullMarked
package dev.stowage.transfer.spread;

import org.jspecify.annotations.NullMarked;
