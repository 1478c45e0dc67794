/// What customers ask for: the public interface that the gateway offers and the customer-service
/// does.
///
/// Messages with secrets in them never print them.
@NullMarked
package dev.stowage.protocol.customer;

import org.jspecify.annotations.NullMarked;
