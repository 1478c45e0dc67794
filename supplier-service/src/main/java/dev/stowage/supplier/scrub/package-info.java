/// Re-reads everything that is stored, again and again, so that what decays is found while it can
/// still be rebuilt.
@NullMarked
package dev.stowage.supplier.scrub;

import org.jspecify.annotations.NullMarked;
