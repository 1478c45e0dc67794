/// Memory off the heap that requests borrow: what is read from a disk goes straight there, and from
/// there to the socket.
///
/// Stations: [MemoryPool#lend] when a request is admitted → [Loan#take] for each record that is
/// read → [Loan#close] when the answer has been written, or has failed. Buffers lie on the [Shelf]
/// of their length meanwhile.
///
/// Invariants: a buffer is in one loan or on its shelf; a loan is closed once; a pool never holds
/// more than its limit, and where it has nothing left memory of the heap does as well; what a loan
/// forgets the garbage collector finds.
@NullMarked
package dev.stowage.supplier.memory;

import org.jspecify.annotations.NullMarked;
