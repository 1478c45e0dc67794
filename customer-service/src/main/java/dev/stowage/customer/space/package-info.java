/// Space and suppliers of an account as they are now: asked of every supplier, added up here.
@NullMarked
package dev.stowage.customer.space;

import org.jspecify.annotations.NullMarked;
