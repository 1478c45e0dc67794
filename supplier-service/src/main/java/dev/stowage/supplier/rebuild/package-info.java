/// Rebuilds: lost records of any account are made again, without a key, by whichever supplier has
/// the time.
///
/// Stations of one rebuild: lease → order → live sets → inventories → what is missing → headers →
/// plan → fetch → prove → reconstruct → prove → store → progress. `Rebuilder` takes leases from
/// placement and runs as many at once as its setting says, each a `LeasedRebuild`; `Stocktaking`
/// finds out what is missing, most endangered blocks first; `HeaderSurvey` learns how long blocks
/// are; a `Batch` of some MiB is fetched, made and stored with few requests. What is found in the
/// way is passed over: `OrderedCalls` knows who does not answer, a block knows which of its records
/// were no good. A rebuilder asks others by HTTP and itself by a call, with the same order: what it
/// has goes through no socket, and `rs` takes it first.
///
/// Beside that stands what follows from carriers that change hands: `TakeOver` grants contracts to
/// the accounts of a carrier that came here, `Release` takes the records of one that went to the
/// trash, `MissingWatch` tells placement what has been missing here for long.
///
/// Back-pressure comes from memory: what is fetched and made is taken from half of what requests
/// may hold, and a batch waits for its part; then from the rate that is set, and from `busy`
/// suppliers.
///
/// Invariants. Nothing is stored that the order's key does not prove. Nothing that others say is
/// believed beyond what costs time: a record is proved or passed over, an inventory or a live set
/// only says what to look for, and a live set that the order's key does not prove can hide nothing.
/// Everything can be asked and stored again; whoever comes later goes on.
@NullMarked
package dev.stowage.supplier.rebuild;

import org.jspecify.annotations.NullMarked;
