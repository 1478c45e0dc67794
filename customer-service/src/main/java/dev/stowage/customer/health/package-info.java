/// How safe a file is: its suppliers are asked for the headers of all its records, which they check
/// as if they sent them whole, and the weakest block counts.
///
/// Blocks are looked at a few thousand records at a time, or one block of a wide group; two windows
/// bound what is known of them and what suppliers answer at once, for all files together. What the
/// records of a block share is proved once.
@NullMarked
package dev.stowage.customer.health;

import org.jspecify.annotations.NullMarked;
