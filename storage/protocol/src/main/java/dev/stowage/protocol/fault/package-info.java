/// Faults: what can go wrong on the wire, with a code, a status, a retry bit and numbers.
///
/// One family for all services; as problem details (RFC 9457) on the way, the same fault on both
/// ends.
@NullMarked
package dev.stowage.protocol.fault;

import org.jspecify.annotations.NullMarked;
