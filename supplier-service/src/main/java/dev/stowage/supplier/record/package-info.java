/// Records on their way in and out: proved against the owner's signature before they are stored,
/// given back to their owner alone.
///
/// Stations of a batch: token → contract → carrier and generation → proof of every record → store.
/// What fails a station leaves no trace. Memory is bounded before the body is read, by the door.
@NullMarked
package dev.stowage.supplier.record;

import org.jspecify.annotations.NullMarked;
