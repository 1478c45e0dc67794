/// Which volume serves a carrier: the service that forms octets, resolves groups, gives out numbers
/// and keeps heads.
///
/// Everything in it is decided in one place, in its database; what it signs, others believe without
/// asking.
@NullMarked
package dev.stowage.placement;

import org.jspecify.annotations.NullMarked;
