/// Replacement: an account has another supplier hold a position of its layout, for itself alone.
///
/// Stations: placement chooses, or checks who was named → contract with the one chosen (another on
/// refusal) → head with the override, at placement and with the suppliers, the former one among
/// them. Before the head nothing has changed but a contract that lapses in an hour.
///
/// Invariant: what is committed is where its head says; a commit that was under way to the former
/// holder is refused by placement and spread again.
@NullMarked
package dev.stowage.customer.replacement;

import org.jspecify.annotations.NullMarked;
