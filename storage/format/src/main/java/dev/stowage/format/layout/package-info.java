/// How a block is spread over a carrier group: which code, how many carriers, which positions.
///
/// A layout and an address give every carrier by arithmetic; nothing is looked up.
@NullMarked
package dev.stowage.format.layout;

import org.jspecify.annotations.NullMarked;
