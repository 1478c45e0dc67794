/// Account heads: kept on the first positions of the account's layout, and found there again.
@NullMarked
package dev.stowage.transfer.head;

import org.jspecify.annotations.NullMarked;
