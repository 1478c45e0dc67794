/// Live sets on their way: what of an account is alive is left with its suppliers when a snapshot
/// of the account file has been written and joined.
///
/// Nobody waits for it. What a supplier does not take is offered again until he does, a newer
/// snapshot is written, or a day is over; a live set that is lost only means that dead blocks stay
/// longer. Bounds: one delivery for each account, few at once.
@NullMarked
package dev.stowage.customer.live;

import org.jspecify.annotations.NullMarked;
