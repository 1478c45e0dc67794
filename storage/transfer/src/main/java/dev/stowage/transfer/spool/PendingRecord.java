package dev.stowage.transfer.spool;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.record.RecordHeader;

/// A record that waits in the spool.
public record PendingRecord(Address address, int position, CarrierId carrier) {

    static PendingRecord of(RecordHeader header) {
        return new PendingRecord(header.address(), header.position(), header.carrier());
    }
}
