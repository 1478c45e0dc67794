/// What operators do, written down.
@NullMarked
package dev.stowage.placement.operator;

import org.jspecify.annotations.NullMarked;
