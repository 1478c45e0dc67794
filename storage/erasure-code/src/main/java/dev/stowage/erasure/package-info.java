/// How bytes are coded: K data parts become K parity parts, and any K of the 2K bring the data back.
///
/// This room knows bytes and positions only; it has no dependency but the JDK.
@NullMarked
package dev.stowage.erasure;

import org.jspecify.annotations.NullMarked;
