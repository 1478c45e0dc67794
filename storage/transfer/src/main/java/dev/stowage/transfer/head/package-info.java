/// Account heads: kept on the first positions of the account's layout, and found there again.
///
/// A head is small and proves itself, so every carrier is tried patiently on a thread of its own
/// until the deadline, and the caller goes on as soon as enough have answered: Wh of H hold it when
/// it is kept, H - Wh + 1 are heard when it is searched. Any two such sets have a carrier in
/// common, therefore no acknowledged head is overlooked.
@NullMarked
package dev.stowage.transfer.head;

import org.jspecify.annotations.NullMarked;
