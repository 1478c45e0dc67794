/// The layout that a command stores with, and the cluster that is wide enough for it.
@NullMarked
package dev.stowage.cluster.layout;

import org.jspecify.annotations.NullMarked;
