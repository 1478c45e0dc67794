/// The spool: records that wait on local disk for their supplier.
///
/// Stations: [Spool#keep] writes a batch to a file of its own and forces it to disk; the courier
/// takes the oldest file for each supplier that answers, gives its records to whoever serves their
/// carriers now, and deletes it. Between the two lies nothing but the directory: after a crash the
/// same files are found again.
///
/// The spool holds no key and no token. A record is proved by itself, but only its account may
/// store it: so an account's records travel while the account is open here ([Spool#deliver]) and
/// lie still otherwise ([Spool#hold]).
///
/// Bounds: bytes on disk (what does not fit is not kept, and left to a rebuild), two deliveries at
/// once, whose bytes count as in flight, seven days. A supplier that fails is left alone for one
/// second, then two, up to a minute.
///
/// Invariants: what `keep` answered `true` for is on disk, forced, before it answers. A file leaves
/// only when all its records are stored, refused for ever, or too old.
@NullMarked
package dev.stowage.transfer.spool;

import org.jspecify.annotations.NullMarked;
