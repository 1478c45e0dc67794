/// `./stowage bench NAME`: how fast the parts of Stowage are, beside what others use for the same
/// work, in the same run.
///
/// Machines differ and so do moments: a figure alone says little, a ratio within one race says
/// much. Nothing here asserts a time; what should be reached is printed beside what was.
@NullMarked
package dev.stowage.verification.benchmarks;

import org.jspecify.annotations.NullMarked;
