/// Tests of what auditors make of a supplier.
@NullMarked
package dev.stowage.placement.score;

import org.jspecify.annotations.NullMarked;
