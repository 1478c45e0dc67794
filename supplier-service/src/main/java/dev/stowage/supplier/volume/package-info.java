/// Volumes: the storage directories of a supplier. Each has a log of its own, with the records of
/// the carriers that it serves and the contracts about them; none needs another one to be
/// understood.
///
/// A record is stored on the volume that serves its carrier, and found on whichever has it: all are
/// asked, which costs a look into memory. Heads and live sets lie on every volume on which their
/// account has a contract; the newest answers.
@NullMarked
package dev.stowage.supplier.volume;

import org.jspecify.annotations.NullMarked;
