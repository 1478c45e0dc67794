/// Tests of what would be lost with whom.
@NullMarked
package dev.stowage.placement.exposure;

import org.jspecify.annotations.NullMarked;
