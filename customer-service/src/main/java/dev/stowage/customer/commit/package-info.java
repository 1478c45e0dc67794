/// Commits: the last steps of every change. Changes of one account that arrive while a commit is
/// under way go into the next one together: their small contents share blocks, their entries one
/// link of the account file, all is spread at once, and one head is swapped for all of them.
///
/// Stations: proposal → admission (preconditions against the newest state) → packing (compress,
/// encrypt, fill blocks, encode) → link → sign → spread → swap head → keep head. Another service
/// that commits in between makes the swap fail; then the newer state is read and the same changes
/// are laid on it. What is spread stays spread: only the link is written anew. Bounds: changes and
/// bytes of one commit, tries, time.
///
/// A change takes away only versions that its sender could know ([Seen]) or names; what else it
/// replaces is kept, at most 32 versions of a path.
///
/// Snapshots of the account file are written beside commits: [SnapshotWriting] spreads one under
/// open numbers and takes a turn only for the joint, the small commit that names it. [Snapshots]
/// says when. Bounds: one at a time, one portion in memory.
///
/// A rotation of an account's keys is a commit of its own, that changes no file.
@NullMarked
package dev.stowage.customer.commit;

import org.jspecify.annotations.NullMarked;
