/// The customer-services behind the door: which of them to ask, and how to relay a body to it.
///
/// A call that carries no body is asked again elsewhere when its customer-service is away; one
/// whose body was touched is not.
@NullMarked
package dev.stowage.gateway.customer;

import org.jspecify.annotations.NullMarked;
