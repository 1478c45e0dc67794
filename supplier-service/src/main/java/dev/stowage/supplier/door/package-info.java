/// The HTTP edge: finds the supplier behind the port, bounds what is in flight before a body is
/// read, and hands on.
@NullMarked
package dev.stowage.supplier.door;

import org.jspecify.annotations.NullMarked;
