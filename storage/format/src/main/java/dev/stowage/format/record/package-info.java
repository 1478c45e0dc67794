/// The record: one carrier's fragments of a block with everything that proves them.
///
/// Who knows the account's public key proves a record right or wrong alone: the supplier when it
/// stores it, a scrubber when it rebuilds it, the reader before it decrypts. Who has many records
/// of a block at once proves with a [RecordProver] what they share only once.
@NullMarked
package dev.stowage.format.record;

import org.jspecify.annotations.NullMarked;
