/// Orders to make lost records again.
///
/// Invariant: an order is about carriers and blocks of one account, and for one supplier that is
/// believed.
@NullMarked
package dev.stowage.placement.rebuild;

import org.jspecify.annotations.NullMarked;
