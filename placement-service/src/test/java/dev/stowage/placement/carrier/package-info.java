@NullMarked
package dev.stowage.placement.carrier;

import org.jspecify.annotations.NullMarked;
