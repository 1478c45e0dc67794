/// Secrets on disk: each a file of its own that only this service's user may read.
@NullMarked
package dev.stowage.customer.secret;

import org.jspecify.annotations.NullMarked;
