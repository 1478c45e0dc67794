/// How rows of bytes are combined, whatever code they belong to, and by which of the processor's
/// means.
///
/// Everything an erasure code computes is linear over GF(2^8) and the same at every position. So a
/// code is written down once, as one or more [dev.stowage.erasure.kernel.Circuit]s: straight lines
/// of XOR and of multiplication by a coefficient, on rows. A [dev.stowage.erasure.kernel.Kernel]
/// makes a [dev.stowage.erasure.kernel.Routine] of it:
///
/// - `PortableRoutine` carries a circuit out gate by gate on tiles of longs, in loops that any JIT
///   compiler turns into vector instructions;
/// - `VectorCompiler` writes a class whose one loop is the whole circuit in vector registers, with
///   a byte permutation for each half of a multiplication. The Vector API is named in the written
///   class only: nothing here needs the incubating module to be compiled or to run.
///
/// A vector routine is a thousand times slower than a portable one until the JIT compiler has seen
/// it often enough. [dev.stowage.erasure.kernel.WarmingRoutine] keeps it off the way of the bytes
/// until then.
///
/// Invariants. All kernels make the same bytes. Routines are immutable and may be run by any number
/// of threads at once; they allocate nothing that grows with the length.
@NullMarked
package dev.stowage.erasure.kernel;

import org.jspecify.annotations.NullMarked;
