/// What accounts say is alive, and what follows for what is stored.
///
/// An account leaves live sets, one for each of its groups; only the newest of a group counts.
/// Stations: token → contract → group → owner's signature → not older → durable. From time to time
/// what is stored is compared with them: what is dead waits for a day of service, then goes to the
/// trash; what is in the trash and alive comes back; what is alive and not stored is told. See
/// docs/format.md, "Live set".
@NullMarked
package dev.stowage.supplier.live;

import org.jspecify.annotations.NullMarked;
