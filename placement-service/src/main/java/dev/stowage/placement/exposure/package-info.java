/// What would be lost with a supplier, an owner or a zone: heads → layouts → who serves them now.
///
/// All heads are read, a thousand at a time, when somebody asks and what was counted is older than
/// half a minute; never two at once.
@NullMarked
package dev.stowage.placement.exposure;

import org.jspecify.annotations.NullMarked;
