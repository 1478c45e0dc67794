@NullMarked
package dev.stowage.placement.access;

import org.jspecify.annotations.NullMarked;
