/// Belonging to an installation: this service's identity, its joining of placement, its
/// certificate.
///
/// Stations: identity key (made once, kept in the data directory) → join with a one-time code,
/// again and again until placement answers → certificate, renewed at half its life. Until the first
/// certificate is there the service is not ready. One thread waits here; it ends with the service.
@NullMarked
package dev.stowage.customer.join;

import org.jspecify.annotations.NullMarked;
