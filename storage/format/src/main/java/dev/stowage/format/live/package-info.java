/// What of an account is alive: which of its blocks its newest snapshot names.
///
/// A live set is made from a head and the snapshot that it names, signed by the owner and left with
/// suppliers. It tells for every block number given out before that head whether its block is
/// alive, still open, or dead for good. What it calls dead stays dead, whatever is committed later:
/// so a set that is old tells less than a newer one and nothing wrong.
@NullMarked
package dev.stowage.format.live;

import org.jspecify.annotations.NullMarked;
