/// That an account is to be gone, or is not after all: signed by its owner, kept by placement and
/// suppliers.
@NullMarked
package dev.stowage.format.closing;

import org.jspecify.annotations.NullMarked;
