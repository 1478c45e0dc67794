/// Spreading blocks: every record to its carrier, in as few requests as fit.
///
/// Stations: [dev.stowage.format.block.SignedBlock] → a record for each carrier that is served,
/// stamped with its generation → loads, one supplier and one request each → delivery, each on its
/// own thread, within the budget of bytes → a tally for each block. The caller waits until every
/// tally has reached its write threshold or one cannot reach it any more.
///
/// What is late by then gets some patience; what is later still, or failed for a time, is copied to
/// the spool; what was refused for good is left to a rebuild. The block's memory is free when the
/// last of this is done, and not before.
///
/// A quota is named as the cause when the threshold would be in reach without it.
@NullMarked
package dev.stowage.transfer.spread;

import org.jspecify.annotations.NullMarked;
