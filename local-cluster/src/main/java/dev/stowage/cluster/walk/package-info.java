/// A small house in one process, without HTTP and with a clock that is turned by hand, and a walk
/// through it: a seed picks what happens next, and after each step a simple model says what must be
/// true.
///
/// Stations: seed → [Script] → [Walk] over a [SmallHouse] → [Examination] beside it → the first
/// promise that is broken, or none. What fails is made shorter by [Shrinking].
///
/// Whatever a step starts has ended when it returns, but for records that come late and what the
/// services do among themselves within a call.
@NullMarked
package dev.stowage.cluster.walk;

import org.jspecify.annotations.NullMarked;
