/// What an account's owner may know of what placement decided: the account's rebuilds and events,
/// replacements of carriers on which it lies, its suppliers' going and coming.
///
/// Invariants: nothing tells of another account, of a supplier that never had a carrier of this one
/// while it was the account's, or what an operator or a supplier wrote. A page looks at a bounded
/// number of events.
@NullMarked
package dev.stowage.placement.concern;

import org.jspecify.annotations.NullMarked;
