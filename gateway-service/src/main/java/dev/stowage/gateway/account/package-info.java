/// Accounts, sessions, suppliers and space, at the door.
@NullMarked
package dev.stowage.gateway.account;

import org.jspecify.annotations.NullMarked;
