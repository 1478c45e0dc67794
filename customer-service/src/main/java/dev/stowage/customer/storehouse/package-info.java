/// The service put together: which part stands on which. Plain constructors, so that a test builds
/// the same house around fakes.
@NullMarked
package dev.stowage.customer.storehouse;

import org.jspecify.annotations.NullMarked;
