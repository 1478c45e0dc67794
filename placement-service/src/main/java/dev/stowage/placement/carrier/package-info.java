/// Carriers: how they come into being, eight at a time, and who serves them.
///
/// Ids are given without a gap and never taken back. Consecutive carriers lie on different
/// suppliers, and the eight of an octet on as many suppliers and zones as there are.
@NullMarked
package dev.stowage.placement.carrier;

import org.jspecify.annotations.NullMarked;
