/// Records that are to be made again: a carrier was replaced, an account overrode one, a supplier
/// misses something, a reader found nothing → one rebuild for an account, a group and a range of
/// blocks → leased to one supplier after the other until nothing is missing → the former volume is
/// released.
///
/// Invariants: no two rebuilds that are open are about the same carrier and block; one supplier has
/// a lease at a time; what was widened since it was leased is not done when that lease ends. An
/// order is about carriers and blocks of one account, and for one supplier that is believed. A
/// former volume is released when there is no open rebuild of its carrier, nor of one for which
/// that carrier holds, and two suppliers said of each that it is done.
///
/// Decisions are made one after the other, in this process: placement has one that is active.
@NullMarked
package dev.stowage.placement.rebuild;

import org.jspecify.annotations.NullMarked;
