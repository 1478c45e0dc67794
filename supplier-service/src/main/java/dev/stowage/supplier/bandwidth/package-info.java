/// How many bytes a supplier lets in and out in a second, in all and of each customer, and whose
/// turn it is when more want to pass.
@NullMarked
package dev.stowage.supplier.bandwidth;

import org.jspecify.annotations.NullMarked;
