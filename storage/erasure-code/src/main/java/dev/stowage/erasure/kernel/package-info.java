/// How rows of bytes are combined, whatever code they belong to, and by which of the processor's
/// means.
///
/// Everything an erasure code computes is linear over GF(2^8) and the same at every position. So a
/// code is written down once, as a [dev.stowage.erasure.kernel.Circuit], a straight line of XOR and
/// of multiplication by a coefficient, on rows; and a [dev.stowage.erasure.kernel.Kernel] makes a
/// [dev.stowage.erasure.kernel.Routine] of it. `PortableRoutine` carries it out gate by gate on
/// tiles of longs, in loops that any JIT compiler turns into vector instructions; `CircuitCompiler`
/// writes a class whose one loop is the whole circuit in vector registers.
///
/// In vectors a multiplication is two byte permutations, of tables that should have room in
/// registers beside the values: so a large computation is a [dev.stowage.erasure.kernel.Program] of
/// small circuits. The Vector API is named in the written classes only, see `VectorCode`: nothing
/// here needs the incubating module to be compiled or to run.
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
