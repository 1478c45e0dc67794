/// What readers found missing or corrupt, told by customer-services in batches, kept for the
/// operator and for whoever rebuilds.
///
/// Hints, not facts: nothing is decided by them, and a reader that finds the same again tells it
/// again. So the oldest leave when there are too many, of one account or in all.
@NullMarked
package dev.stowage.placement.finding;

import org.jspecify.annotations.NullMarked;
