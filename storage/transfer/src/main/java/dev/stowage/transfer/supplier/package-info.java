/// Suppliers as they are called from here: one client and one circuit breaker each.
@NullMarked
package dev.stowage.transfer.supplier;

import org.jspecify.annotations.NullMarked;
