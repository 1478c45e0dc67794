/// The spool: records that wait on local disk for their supplier.
@NullMarked
package dev.stowage.transfer.spool;

import org.jspecify.annotations.NullMarked;
