/// What the door refuses before it asks anybody: too many requests at once, too many registrations.
@NullMarked
package dev.stowage.gateway.limit;

import org.jspecify.annotations.NullMarked;
