/// The account file: the encrypted file that holds an account's folders, files, their keys and
/// where their runs lie.
///
/// In memory it is a [Catalogue] of packed entries; on the suppliers a chain of small blocks. Every
/// commit, a list of changes or a portion of a snapshot, is cut into [Link]s, one for each block.
/// They are written from the end: each link holds the reference, address **and** root, of the one
/// that follows, so the first link, written last, proves all that follow and is the only one that
/// the account head must name. Reading stops at the end of a snapshot, behind which nothing is
/// needed. A snapshot is written while commits go on; a joint, a delta with all changes since, lays
/// the chain before it.
///
/// Stations: changes → [CommitCodec] → outlook → links → run → block; back the same way. Bounds:
/// every count and length is checked before memory is taken; the writer hands out one block after
/// the other and has one portion in memory; the reader asks for one block at a time and says
/// beforehand which ones follow.
@NullMarked
package dev.stowage.format.account;

import org.jspecify.annotations.NullMarked;
