/// Who audits whom: a supplier asks → a random record of another one → what it found → the score.
///
/// Placement chooses both, so that nobody can choose whom he speaks ill of; what is lost and was
/// told by its own supplier before is held against nobody.
@NullMarked
package dev.stowage.placement.audit;

import org.jspecify.annotations.NullMarked;
