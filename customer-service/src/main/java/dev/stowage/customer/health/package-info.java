/// How safe a file is: its suppliers are asked for the headers of all its records, which they check
/// as if they sent them whole, and the weakest block counts.
@NullMarked
package dev.stowage.customer.health;

import org.jspecify.annotations.NullMarked;
