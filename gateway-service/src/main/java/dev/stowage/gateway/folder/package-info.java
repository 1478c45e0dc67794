/// Listings, health and blocks, at the door.
@NullMarked
package dev.stowage.gateway.folder;

import org.jspecify.annotations.NullMarked;
