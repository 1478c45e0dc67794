/// Tests of events.
@NullMarked
package dev.stowage.placement.event;

import org.jspecify.annotations.NullMarked;
