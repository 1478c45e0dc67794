/// How a supplier is away because its operator wants it: for good, when all contracts end by one
/// notice and what they hold goes its usual way to the trash; or for a while, when nobody but the
/// operator is answered, and placement counts the supplier as away and not as lost.
@NullMarked
package dev.stowage.supplier.absence;

import org.jspecify.annotations.NullMarked;
