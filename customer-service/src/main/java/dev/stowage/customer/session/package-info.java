/// Who may open an account: sessions, passwords, recovery codes.
///
/// Stations: `Authorization` → session token (opened under the pepper) or account and password
/// (Argon2id, then remembered as an HMAC for minutes) → master key → open account. There is no
/// table of sessions: revoked ones stand in the account head. An unknown account and a wrong
/// password give the same answer after the same time. Bounds: passwords checked at once, failures
/// of one account in a minute, passwords remembered.
@NullMarked
package dev.stowage.customer.session;

import org.jspecify.annotations.NullMarked;
