/// Who placement is and who calls it: keys and tokens, no networks.
///
/// The two secrets of placement, its identity and the operators' token, are files that only their
/// owner can read.
@NullMarked
package dev.stowage.placement.access;

import org.jspecify.annotations.NullMarked;
