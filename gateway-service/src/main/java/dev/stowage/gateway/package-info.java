/// The gateway-service: the one door. It knows no keys and holds no bodies.
///
/// Stations: [limit] (admission) → a controller of [account], [file] or [folder] → [customer] (which replica,
/// circuit breaker, relay). Back-pressure is that of the connections: bodies pass through one buffer, and
/// only so many requests are let in at once.
///
/// [limit]: dev.stowage.gateway.limit
/// [account]: dev.stowage.gateway.account
/// [file]: dev.stowage.gateway.file
/// [folder]: dev.stowage.gateway.folder
/// [customer]: dev.stowage.gateway.customer
@NullMarked
package dev.stowage.gateway;

import org.jspecify.annotations.NullMarked;
