package dev.stowage.supplier.contract;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

/// Whether contracts come to a volume, and whether those that it has still count.
public final class Passage {

    private volatile boolean closed;
    private volatile boolean handedOver;

    /// No new contracts come any more, or they do again.
    public void close(boolean isClosed) {
        closed = isClosed;
    }

    /// @throws Fault `contract-refused` if no new contracts come
    void requireOpen() {
        if (closed) {
            throw new Fault(
                    FaultCode.CONTRACT_REFUSED,
                    "this volume is being emptied and takes no contracts");
        }
    }

    /// Contracts on another volume stand in place of these from now on, or do not.
    public void handOver(boolean areHanded) {
        handedOver = areHanded;
    }

    /// Whether others stand in place of these.
    public boolean areHandedOver() {
        return handedOver;
    }
}
