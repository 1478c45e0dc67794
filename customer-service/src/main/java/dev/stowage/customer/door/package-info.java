/// The doors of this service: HTTP in, calls of the storehouse, HTTP out. Bodies are streams, never
/// held.
///
/// An answer that fails after its first byte is cut: the connection is closed without a clean end,
/// so that nobody takes a part for the whole.
@NullMarked
package dev.stowage.customer.door;

import org.jspecify.annotations.NullMarked;
