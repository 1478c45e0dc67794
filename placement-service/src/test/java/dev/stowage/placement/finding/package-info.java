@NullMarked
package dev.stowage.placement.finding;

import org.jspecify.annotations.NullMarked;
