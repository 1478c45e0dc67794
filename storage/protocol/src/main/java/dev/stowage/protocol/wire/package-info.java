/// How messages become bytes, and how many at most: JSON for the small ones, frames without a copy
/// for records.
@NullMarked
package dev.stowage.protocol.wire;

import org.jspecify.annotations.NullMarked;
