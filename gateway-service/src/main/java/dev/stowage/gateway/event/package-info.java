/// What befalls accounts, at the door: rebuilds and events in pages, and events as a stream
/// (`text/event-stream`).
///
/// A stream is one request that asks its customer-service again and again, with what its caller
/// proved himself by: it ends when that is believed no more, goes on at another customer-service
/// when one is away, and holds no connection to any. What is read is written at once; whoever reads
/// too slowly is cut off by the server's time-out for writes. There are so many streams at a time,
/// and so many of one account.
@NullMarked
package dev.stowage.gateway.event;

import org.jspecify.annotations.NullMarked;
