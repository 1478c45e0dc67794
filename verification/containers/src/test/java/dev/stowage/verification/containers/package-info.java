/// The real images, started, broken and checked.
@NullMarked
package dev.stowage.verification.containers;

import org.jspecify.annotations.NullMarked;
