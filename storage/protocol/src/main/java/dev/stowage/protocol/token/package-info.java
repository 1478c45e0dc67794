/// Tokens: who may do what, proved by signatures and never by networks.
///
/// Placement signs certificates, contract orders and carrier assignments; accounts and services
/// sign their own short-lived tokens. Every token is typed by its purpose, so that none passes for
/// another.
@NullMarked
package dev.stowage.protocol.token;

import org.jspecify.annotations.NullMarked;
