@NullMarked
package dev.stowage.placement;

import org.jspecify.annotations.NullMarked;
