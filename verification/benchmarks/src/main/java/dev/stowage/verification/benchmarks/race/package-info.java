/// Contestants that run one after the other, round after round, in one process.
///
/// What disturbs a machine for a while then disturbs all of them, and ratios stay true. Each
/// contestant is warmed up alone until its speed is steady, then the rounds go A B C, A B C …; a
/// figure is the median of the rounds.
///
/// Invariants. A round works for a given time at least and looks at the clock rarely, so that
/// contestants of a microsecond and of a second are measured alike. Warming up has an end whatever
/// the machine does. Nothing here knows what is being raced.
@NullMarked
package dev.stowage.verification.benchmarks.race;

import org.jspecify.annotations.NullMarked;
