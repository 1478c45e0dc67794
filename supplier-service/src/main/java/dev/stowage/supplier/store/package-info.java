/// Records, heads and facts on a disk: durable when acknowledged, found again after any crash.
///
/// Stations of a change: [LogStore] → [CommitQueue] (bounded in bytes; who finds it full waits,
/// then hears `busy`) → [Committer] (one thread: plans a group of changes, writes them, syncs once,
/// publishes and acknowledges them all) → [LogIndex]. Reads go past all that: index, one positioned
/// read into the reader's [RecordMemory], checksums. Stations of a start ([LogOpening]):
/// [IndexReader] → [LogWalk] of the rest → [LogTail] → [LogIndex]. Stations of what is dropped:
/// [LogIndex] → trash → [Condemnation] → dead → [Compaction] (one thread, at a limited rate; it
/// hands the committer what is to be changed in the index, a little at a time).
///
/// Invariants: nothing is published before it is durable; a batch is there whole or not at all;
/// what was once durable is never written over; a decayed entry takes no other with it; after a
/// failed sync nothing more is accepted; an index file can cost time, never truth; a drop lasts as
/// long as its record is in any file; old files go only when their copy is durable and nobody reads
/// them. The bytes are specified in docs/format.md, "Supplier's log".
@NullMarked
package dev.stowage.supplier.store;

import org.jspecify.annotations.NullMarked;
