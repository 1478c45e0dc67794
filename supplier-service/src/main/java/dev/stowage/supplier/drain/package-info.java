/// How a volume is emptied: what it holds moves to another volume of the same supplier, and then
/// its carriers do.
///
/// Stations: copy (slowly, while all goes on; copies lie in the trash of the other volume, where
/// they count against nothing and leave by themselves if the drain is taken back) → shut the gate →
/// copy the rest → contracts, heads, live sets → copies come out of the trash → tell placement →
/// placement gives the carriers to the other volume → what the drained volume holds goes to its
/// trash. How far it is lies in the log of the drained volume; a start goes on from there.
///
/// Invariant: a carrier is handed over only when every sound record of the volume is durable on the
/// other one.
@NullMarked
package dev.stowage.supplier.drain;

import org.jspecify.annotations.NullMarked;
