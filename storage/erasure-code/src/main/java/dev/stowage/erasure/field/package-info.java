/// The fields over which polynomials are evaluated, and the points at which.
///
/// `ByteField` is GF(2^8), `TowerField` GF(2^16) and GF(2^32) on top of it; `CantorPoints` gives
/// their elements the order in which they serve as points; `TowerLogarithms` makes sums of products
/// of them.
@NullMarked
package dev.stowage.erasure.field;

import org.jspecify.annotations.NullMarked;
