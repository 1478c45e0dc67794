/// The account file: the encrypted file that holds an account's folders, files, their keys and
/// where their runs lie.
///
/// In memory it is a [Catalogue]; on the suppliers a chain of small blocks. Every commit, a list of
/// changes or a snapshot of all, is cut into [Link]s, one for each block. They are written from the
/// end: each link holds the reference, address **and** root, of the next older one, so the first
/// link, written last, proves all that follow and is the only one that the account head must name.
/// Reading stops at the first complete snapshot, below which nothing is needed.
///
/// Stations: changes → [CommitCodec] → links → run → block; back the same way. Bounds: every count
/// and length is checked before memory is taken; the writer hands out one block after the other;
/// the reader asks for one block at a time and says beforehand which ones follow.
@NullMarked
package dev.stowage.format.account;

import org.jspecify.annotations.NullMarked;
