/// How records travel: spread to suppliers and gathered from them, batched, hedged and bounded.
@NullMarked
package dev.stowage.transfer;

import org.jspecify.annotations.NullMarked;
