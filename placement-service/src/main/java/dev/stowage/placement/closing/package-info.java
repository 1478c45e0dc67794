/// Accounts that are closed: check → compare and set → tell suppliers → let it be gone when both
/// the clock and the time that placement ran say so. What is left is the number, when, and what the
/// owner signed.
@NullMarked
package dev.stowage.placement.closing;

import org.jspecify.annotations.NullMarked;
