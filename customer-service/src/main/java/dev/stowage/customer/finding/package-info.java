/// What readers found missing or corrupt, on its way to placement: in batches, in the background,
/// and nobody waits for it.
@NullMarked
package dev.stowage.customer.finding;

import org.jspecify.annotations.NullMarked;
