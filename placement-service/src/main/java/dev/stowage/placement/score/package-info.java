/// What suppliers found when they audited each other: counts of each pair → a score of each
/// supplier.
///
/// Invariant: no single auditor can make another supplier's score worse.
@NullMarked
package dev.stowage.placement.score;

import org.jspecify.annotations.NullMarked;
