/// The account head: the one mutable fact of an account, signed by its owner, countersigned by
/// placement.
///
/// Versions follow each other by one; of two heads the higher countersigned one is true.
@NullMarked
package dev.stowage.format.head;

import org.jspecify.annotations.NullMarked;
