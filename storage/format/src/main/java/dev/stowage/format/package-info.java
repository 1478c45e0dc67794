/// What bytes mean: addresses, layouts, runs, blocks, records, the account file, heads, keys and
/// signatures.
@NullMarked
package dev.stowage.format;

import org.jspecify.annotations.NullMarked;
