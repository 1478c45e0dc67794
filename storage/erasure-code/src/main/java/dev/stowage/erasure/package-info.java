/// How bytes are coded: K equal data fragments gain K parity fragments, and enough of these 2K give
/// back all the others, byte for byte.
///
/// The way in is [dev.stowage.erasure.ErasureCode]; `FragmentArray` is what every code demands of
/// its arguments. Behind it stands a Reed–Solomon code, for which any K fragments are enough, and
/// which is mathematics first and speed second:
///
/// - `field`: the fields, and the order in which their elements serve as points, spanned by a
///   Cantor basis;
/// - `EncodingTransform`: parity by an additive Fourier transform over these points, as a circuit;
/// - `Interpolation`: the polynomial that runs through K fragments, as a matrix that gives any
///   other fragment, and `MatrixPrograms`, which multiply by it;
/// - `kernel`: how circuits are computed, in vectors or in plain loops;
/// - `NarrowReedSolomon`: the code that joins them, up to K = 64;
/// - `WideReedSolomon`: the same code from K = 256 on, where a matrix would be too large, by
///   `WideTransform` over the `WideCircuits` of larger fields, in a `WideTile` of all fragments at
///   a time; `ErasureLocator` finds the factors for what is lost.
///
/// And a code of XOR alone, which rebuilds one position from few fragments and survives less:
///
/// - `XorMap`: which data fragments each parity fragment is the XOR of;
/// - `XorSolver`: how wanted fragments follow from those that are there, by peeling, then by
///   elimination over `LinearSpan`;
/// - `XorPlan`: the steps found, as a program;
/// - `XorCode`: the code that joins them, and its maps.
///
/// Invariants. A code is immutable and any number of threads may use it at once. Encoding is
/// deterministic, and a reconstructed fragment is the same bytes that encoding made. Nothing is
/// written but the fragments that were asked for, and nothing at all when an argument is refused. A
/// call works in a fixed number of small tiles, whatever the length of the fragments; it does not
/// block, so back-pressure is its caller's affair. No package but the JDK's is needed here.
///
/// The definitions of the codes, with test vectors, are in `docs/format.md`, sections "Erasure code
/// `rs`" and "Erasure code `xor`".
@NullMarked
package dev.stowage.erasure;

import org.jspecify.annotations.NullMarked;
