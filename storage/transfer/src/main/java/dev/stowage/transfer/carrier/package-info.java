/// The directory: who serves which carrier now, as placement says.
@NullMarked
package dev.stowage.transfer.carrier;

import org.jspecify.annotations.NullMarked;
