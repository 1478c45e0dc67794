/// Suppliers as they are called from here: one client and one circuit breaker each, and the
/// delivery of records to whoever serves their carriers.
///
/// Suppliers are told apart in three ways. One that fails is left alone by its breaker after a few
/// failures, and asked again after seconds. One that is slow is suspect for seconds: it is still
/// asked, but nobody relies on it alone. One that says `busy` is asked again by the same sender,
/// later and later, until the deadline.
///
/// Among suppliers that are as good as each other, readers prefer those that will answer first: by
/// requests in flight and what requests took lately.
@NullMarked
package dev.stowage.transfer.supplier;

import org.jspecify.annotations.NullMarked;
