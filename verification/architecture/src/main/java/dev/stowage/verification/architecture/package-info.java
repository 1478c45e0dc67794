/// The rules of the house that a test can enforce.
///
/// A module runs them on itself with one class, `class HouseRulesTest implements HouseRules {}`.
/// Each group of rules is an interface whose methods are tests of a {@link
/// dev.stowage.verification.architecture.Room}: the compiled classes and the sources of one module.
/// What each rule is for stands in INVARIANTS.md.
@NullMarked
package dev.stowage.verification.architecture;

import org.jspecify.annotations.NullMarked;
