/// Placement within another process, for whoever walks through it step by step: properties, clock
/// and chance → all rooms as ever, without a door → calls and rounds by hand.
@NullMarked
package dev.stowage.placement.quiet;

import org.jspecify.annotations.NullMarked;
