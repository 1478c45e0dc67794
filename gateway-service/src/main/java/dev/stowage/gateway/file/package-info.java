/// Files, at the door.
@NullMarked
package dev.stowage.gateway.file;

import org.jspecify.annotations.NullMarked;
