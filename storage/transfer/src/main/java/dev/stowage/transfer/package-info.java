/// How records travel: spread to suppliers and gathered from them, batched, hedged and bounded.
///
/// [Transfer] puts everything together for one process. Its rooms, each with its own bounds and
/// invariants:
///
/// ```
///   spread   blocks → records → loads, one request each → acknowledged at the threshold → late ones to the spool
///   spool    records on local disk → their supplier, when it is back and the account is open
///   gather   wanted blocks → asks, one request each → proved → copied into place or reconstructed
///   head     keep a head on the first positions, find it again
///
///   carrier  who serves which carrier now        supplier  clients, circuit breakers, delivery
///   token    who asks                            flow      budgets of bytes, threads, deadlines
/// ```
///
/// **One thread decides.** Requests travel on virtual threads that report to a queue; what is
/// counted, chosen and copied is done by the one thread that reads the queue, first the caller's,
/// for late records one in the background. Nothing is shared but queues, so there is no lock to
/// hold while a supplier is slow.
///
/// **Back-pressure** comes from the far end: a supplier that takes bytes slowly holds its part of a
/// budget, and the next request waits for it; the caller waits at the threshold, and holds the
/// memory of his blocks until [dev.stowage.transfer.spread.SpreadOutcome#released]. What waits too
/// long fails. A supplier that hangs can hold a budget only for the patience that late records get;
/// its breaker then opens, and its records go to the spool at once. Calling off is interrupting: a
/// virtual thread's socket closes at once, so that memory is free soon.
///
/// **Invariants.**
/// - `spread` returns only when every block has as many distinct carriers durable as its layout
///   asks for, and names the generations they were stored under. When it throws, nothing is under
///   way any more.
/// - No byte of a block is read after `released` has completed.
/// - `gather` gives the bytes that the owner signed and the account file refers to, or a fault:
///   every record is proved against reference and key before one of its bytes is copied, and only
///   proven fragments are reconstructed from. A buffer that was handed out is not written again by
///   a loser who comes late.
/// - Every wait has a deadline; everything that grows has a bound: bytes in flight, bytes in the
///   spool, carriers, clients and tokens that are remembered. After [Transfer#close] no thread is
///   left.
/// - The trace of the caller goes along with every request made for him.
///
/// Metrics: timers `stowage.spread`, `stowage.gather`, `stowage.head.keep`, `stowage.head.find`
/// (observations, with `outcome`) and `stowage.supplier.calls` (`call`, `outcome`); gauges
/// `stowage.spread.bytes`, `stowage.gather.bytes`, `stowage.spool.bytes`, `stowage.spool.records`,
/// and by supplier `stowage.spool.pending.bytes`, `stowage.spool.pending.records`; counters
/// `stowage.spread.late` (`fate`), `stowage.spool.fate` (`fate`), `stowage.gather.findings`
/// (`kind`), `stowage.gather.findings.dropped`, `stowage.carriers.asked`,
/// `stowage.carriers.used.old`; circuit breakers as resilience4j names them.
@NullMarked
package dev.stowage.transfer;

import org.jspecify.annotations.NullMarked;
