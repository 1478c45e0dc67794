/// Directories as the commands of the launcher need them.
@NullMarked
package dev.stowage.cluster.files;

import org.jspecify.annotations.NullMarked;
