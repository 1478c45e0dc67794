/// What the record store is tried with: accounts that make real records, a disk that forgets what
/// was not synced, and the campaigns that crash a store and look what it kept.
///
/// The tests run their short forms, `stowage check crash` the long ones. Nothing that serves
/// customers knows this package.
@NullMarked
package dev.stowage.supplier.trial;

import org.jspecify.annotations.NullMarked;
