/// How a supplier becomes and stays part of the house: its identity, what placement said of it, its
/// heartbeat.
///
/// Stations: [Identity] (a key file) → [Heartbeats] (joins with the join code, again and again
/// until placement answers, then says at the told interval that the supplier lives) → [Membership]
/// (what placement answered, kept in the log, so that the supplier goes on serving while placement
/// is away).
///
/// Invariant: nothing that placement says is believed without its signature, but for its key, which
/// comes with the answer to the join code.
@NullMarked
package dev.stowage.supplier.join;

import org.jspecify.annotations.NullMarked;
