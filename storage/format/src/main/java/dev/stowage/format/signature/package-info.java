/// Digests, Ed25519 signatures and Merkle trees: the means by which every byte is proved.
///
/// Ed25519 comes from Bouncy Castle, which here is ten times as fast as the JDK
/// (docs/decisions/0002).
@NullMarked
package dev.stowage.format.signature;

import org.jspecify.annotations.NullMarked;
