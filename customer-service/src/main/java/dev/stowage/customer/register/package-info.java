/// Registering an account: all or nothing. What is unfinished lapses within an hour at placement
/// and suppliers.
@NullMarked
package dev.stowage.customer.register;

import org.jspecify.annotations.NullMarked;
