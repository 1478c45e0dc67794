/// A town in memory: a placement and suppliers as strict as real ones, and storehouses between
/// them.
@NullMarked
package dev.stowage.customer.town;

import org.jspecify.annotations.NullMarked;
