/// Tests of orders to rebuild.
@NullMarked
package dev.stowage.placement.rebuild;

import org.jspecify.annotations.NullMarked;
