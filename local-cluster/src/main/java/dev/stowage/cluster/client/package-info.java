/// A client of the public API, as small as that of any user.
@NullMarked
package dev.stowage.cluster.client;

import org.jspecify.annotations.NullMarked;
