/// What is said to placement and what it answers.
@NullMarked
package dev.stowage.protocol.placement;

import org.jspecify.annotations.NullMarked;
