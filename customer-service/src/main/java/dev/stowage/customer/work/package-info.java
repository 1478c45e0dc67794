/// Where work runs: what computes on a few platform threads, what waits on virtual ones.
///
/// Both carry the observation of whoever asked, so that one trace goes from the request to the
/// record.
@NullMarked
package dev.stowage.customer.work;

import org.jspecify.annotations.NullMarked;
