/// Services that joined, suppliers' volumes, and who lives.
///
/// Heartbeats land in [Roster], in memory; the database hears of them rarely, so that thousands of
/// suppliers cost it next to nothing. A volume belongs to one supplier for ever.
@NullMarked
package dev.stowage.placement.registry;

import org.jspecify.annotations.NullMarked;
