/// `stowage up`.
@NullMarked
package dev.stowage.cluster.up;

import org.jspecify.annotations.NullMarked;
