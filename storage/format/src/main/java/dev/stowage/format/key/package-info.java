/// Keys: from a password to the master key, and from it to everything else.
///
/// Nothing in this package prints a secret.
@NullMarked
package dev.stowage.format.key;

import org.jspecify.annotations.NullMarked;
