/// Which volume serves a carrier: the service that forms octets, resolves groups, gives out numbers
/// and keeps heads.
@NullMarked
package dev.stowage.placement;

import org.jspecify.annotations.NullMarked;
