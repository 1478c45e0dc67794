/// Where things are: account and block numbers, carriers, groups, and the 160-bit address that
/// joins them.
///
/// Identifiers are types, never bare numbers. An address is an integer, not a hash: nothing
/// collides and nothing moves when carriers join.
@NullMarked
package dev.stowage.format.address;

import org.jspecify.annotations.NullMarked;
