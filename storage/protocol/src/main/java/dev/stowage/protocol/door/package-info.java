/// The door of every service: what never reaches a controller, or breaks off on the way, is
/// answered with problem details too, and nobody sends a body that is not wanted.
@NullMarked
package dev.stowage.protocol.door;

import org.jspecify.annotations.NullMarked;
