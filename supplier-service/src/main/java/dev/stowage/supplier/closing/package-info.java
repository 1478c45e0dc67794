/// Accounts that their owners close: heard of the customer or of placement, proved by the owner's
/// key, durable before it counts; counted by the supplier's own time, and at the end nothing is
/// left. A later closing, or that the account stays, takes the place of the one before.
@NullMarked
package dev.stowage.supplier.closing;

import org.jspecify.annotations.NullMarked;
