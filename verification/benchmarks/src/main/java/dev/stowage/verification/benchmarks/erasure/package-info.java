/// `./stowage bench erasure-code`: the erasure codes beside ISA-L and beside a table of products.
///
/// - `ErasureCodeCommand` is what one types, `ErasureCodeBenchmark` the run: which cases, in which
///   order, `Case` one of them;
/// - `Coders` lists who takes part, `LineUp` who runs in which race: `StowageCoder`, `IsalCoder`
///   (native, over `Isal`, if it is installed) and `TableCoder`. Those of one `Family` are given
///   the same matrix, so all must make the same bytes;
/// - `Scene` holds the fragments of one block, `Stripe` by `Stripe` in each `Placement`, and lets
///   nobody start before his result was found right;
/// - `Target` is what should be reached, `Report` prints it beside what was.
///
/// ISA-L is a yardstick and never a dependency: without it there are absolute figures.
@NullMarked
package dev.stowage.verification.benchmarks.erasure;

import org.jspecify.annotations.NullMarked;
