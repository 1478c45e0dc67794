@NullMarked
package dev.stowage.placement.registry;

import org.jspecify.annotations.NullMarked;
