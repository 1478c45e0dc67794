/// Account heads: each the word of its owner and the decision of placement, so they prove
/// themselves. Only the newest of an account counts, and only a customer-service that has joined
/// gets it, for it holds the wrapped keys.
@NullMarked
package dev.stowage.supplier.head;

import org.jspecify.annotations.NullMarked;
