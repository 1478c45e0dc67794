package dev.stowage.supplier.hosting;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

/// What a supplier holds in memory for requests, and how many it serves at once: both bounded.
public final class InFlight {

    private final long maxBytes;
    private final int maxRequests;
    private long bytes;
    private int requests;

    InFlight(long maxBytes, int maxRequests) {
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
    }

    /// Admits a request.
    ///
    /// @param announced bytes of its body
    /// @throws Fault `busy`
    public synchronized Ticket admit(long announced) {
        if (requests >= maxRequests) {
            throw new Fault(
                            FaultCode.BUSY,
                            "%d requests are being served, that is the limit".formatted(requests))
                    .with("limit", maxRequests);
        }
        Ticket ticket = new Ticket();
        ticket.take(announced);
        requests++;
        return ticket;
    }

    /// Bytes held now.
    public synchronized long bytes() {
        return bytes;
    }

    /// Requests being served now.
    public synchronized int requests() {
        return requests;
    }

    /// What one request holds.
    public final class Ticket implements AutoCloseable {

        private long taken;

        /// Takes more memory.
        ///
        /// @throws Fault `busy`
        public void take(long more) {
            synchronized (InFlight.this) {
                if (bytes > 0 && more > maxBytes - bytes) {
                    throw new Fault(
                                    FaultCode.BUSY,
                                    "%d bytes are in flight, at most %d may, %d more are needed"
                                            .formatted(bytes, maxBytes, more))
                            .with("inFlight", bytes)
                            .with("limit", maxBytes);
                }
                bytes += more;
                taken += more;
            }
        }

        @Override
        public void close() {
            synchronized (InFlight.this) {
                bytes -= taken;
                requests--;
                taken = 0;
            }
        }
    }
}
