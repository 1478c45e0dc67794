/// Who may open an account: sessions, passwords, recovery codes.
///
/// Stations: `Authorization` → session token (opened under the pepper) or account and password
/// (Argon2id, then remembered as an HMAC for minutes) → master key → open account → whether its
/// head has ended the session. There is no table of sessions: the account head notes which were
/// ended and lists those that are open. What a login leaves to be done is done in the background.
/// An unknown account and a wrong password give the same answer after the same time. Bounds:
/// passwords checked at once, failures within a minute of an account and of a network, passwords
/// remembered, sessions listed and revoked.
@NullMarked
package dev.stowage.customer.session;

import org.jspecify.annotations.NullMarked;
