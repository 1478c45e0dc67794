/// Every service in one process with real HTTP between them, and the commands of the launcher.
@NullMarked
package dev.stowage.cluster;

import org.jspecify.annotations.NullMarked;
