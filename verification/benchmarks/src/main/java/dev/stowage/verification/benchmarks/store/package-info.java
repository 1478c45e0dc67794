/// `./stowage bench record-store`: a supplier's record store beside what the disk does alone and
/// beside one file for each record.
///
/// - `RecordStoreCommand` is what one types, `RecordStoreBenchmark` the run;
/// - `Entrant` takes part in a `Heat`, round by round, in turns with the others: `StoreWriting`
///   beside `RawWriting` (the same groups of bytes, each synced) and `FileWriting` (a file for each
///   record), `StoreReading` beside `RawReading`;
/// - `Starts` opens a store of a million records in a process of its own (`StoreProcess`,
///   `OpenStoreCommand`), after `kill -9` and after a clean stop, and asks for its memory;
/// - `Report` prints what was wanted beside what was.
@NullMarked
package dev.stowage.verification.benchmarks.store;

import org.jspecify.annotations.NullMarked;
