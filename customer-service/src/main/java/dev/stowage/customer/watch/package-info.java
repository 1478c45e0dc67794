/// What befalls an account, as its owner asks: placement knows it, and is told by the account's own
/// token who asks; here the positions of the account's layout are added.
@NullMarked
package dev.stowage.customer.watch;

import org.jspecify.annotations.NullMarked;
