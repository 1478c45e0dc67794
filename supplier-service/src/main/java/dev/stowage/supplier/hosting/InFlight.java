package dev.stowage.supplier.hosting;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.memory.Loan;
import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.store.RecordMemory;
import java.nio.ByteBuffer;

/// What a supplier holds in memory for requests, and how many it serves at once: both bounded.
public final class InFlight {

    private final long maxBytes;
    private final int maxRequests;
    private final MemoryPool memory;
    private long bytes;
    private int requests;

    InFlight(long maxBytes, int maxRequests, MemoryPool memory) {
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
        this.memory = memory;
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
        ticket.count(announced);
        requests++;
        return ticket;
    }

    /// Bytes that may be held.
    long mostBytes() {
        return maxBytes;
    }

    /// Bytes held now.
    public synchronized long bytes() {
        return bytes;
    }

    /// Requests being served now.
    public synchronized int requests() {
        return requests;
    }

    /// What one request holds, until it has been answered.
    public final class Ticket implements RecordMemory, AutoCloseable {

        private final Loan loan = memory.lend();
        private long taken;

        @Override
        public ByteBuffer take(int more) {
            count(more);
            return loan.take(more);
        }

        private void count(long more) {
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

        /// The request has been answered: nobody reads what it took any more.
        ///
        /// @throws IllegalStateException if it was closed before
        @Override
        public void close() {
            loan.close();
            synchronized (InFlight.this) {
                bytes -= taken;
                requests--;
                taken = 0;
            }
        }
    }
}
