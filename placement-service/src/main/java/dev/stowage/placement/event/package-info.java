/// What placement decided and why, for the operator. An event is written in the transaction of what
/// it tells of; the oldest ones leave.
@NullMarked
package dev.stowage.placement.event;

import org.jspecify.annotations.NullMarked;
