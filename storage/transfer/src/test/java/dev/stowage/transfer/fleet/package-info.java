/// A fleet of suppliers in memory: as strict as real ones, and as bad as a test wants them.
@NullMarked
package dev.stowage.transfer.fleet;

import org.jspecify.annotations.NullMarked;
